namespace Webhooks.Receiver;

/// <summary>
/// Thrown by a handler that wants its event again at a certain time, for instance when a service that it calls says when to come back.
/// In the inbox the event is due again at that time, which counts as an attempt. Without an inbox it is a failure with a
/// <c>Retry-After</c>, and the sender decides.
/// </summary>
public sealed class WebhookRetryException : Exception
{
    private readonly TimeSpan _delay;
    private readonly DateTimeOffset? _retryAt;

    /// <summary>Creates the exception with a delay from now.</summary>
    /// <param name="delay">The delay; zero if negative.</param>
    /// <param name="message">Why, for people; the inbox keeps it. Null for a general text.</param>
    public WebhookRetryException(TimeSpan delay, string? message = null)
        : base(message ?? "The handler wants this event again later.") => _delay = delay;

    /// <summary>Creates the exception with a time.</summary>
    /// <param name="retryAt">The time. A time in the past means at once.</param>
    /// <param name="message">Why, for people; the inbox keeps it. Null for a general text.</param>
    public WebhookRetryException(DateTimeOffset retryAt, string? message = null)
        : this(TimeSpan.Zero, message) => _retryAt = retryAt;

    internal TimeSpan GetDelay(TimeProvider timeProvider)
    {
        TimeSpan delay = _retryAt - timeProvider.GetUtcNow() ?? _delay;
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }
}
