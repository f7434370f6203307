namespace Webhooks.Receiver;

/// <summary>What differs at one endpoint from its provider's <see cref="WebhookOptions"/>. Null means no difference.</summary>
public sealed class WebhookEndpointOptions
{
    private readonly Dictionary<WebhookOutcome, int> _statusCodes = [];

    /// <summary>
    /// The endpoint's name in keys and logs, in place of its route pattern. Give one if the route may change: under another name
    /// every event is a new one.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The section below <c>Webhooks</c> to take the options from, for endpoints of one provider with secrets of their own.</summary>
    public string? OptionsName { get; set; }

    /// <summary>
    /// Finds the tenant of a delivery if several share this endpoint, by route values and headers. Null for an unknown tenant: its
    /// delivery is refused as a forged one is, in about the same time. A resolver that throws or takes longer than
    /// <see cref="WebhookHostOptions.StoreTimeout"/> makes the sender try again.
    /// </summary>
    public Func<WebhookTenantRequest, CancellationToken, ValueTask<WebhookTenant?>>? ResolveTenant { get; set; }

    /// <inheritdoc cref="WebhookOptions.MaxRequestBodySize" path="/summary"/>
    public long? MaxRequestBodySize { get; set; }

    /// <inheritdoc cref="WebhookOptions.BodyTimeout" path="/summary"/>
    public TimeSpan? BodyTimeout { get; set; }

    /// <inheritdoc cref="WebhookOptions.HandlerTimeout" path="/summary"/>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <inheritdoc cref="WebhookOptions.IdempotencyLease" path="/summary"/>
    public TimeSpan? IdempotencyLease { get; set; }

    /// <inheritdoc cref="WebhookOptions.IdempotencyRetention" path="/summary"/>
    public TimeSpan? IdempotencyRetention { get; set; }

    /// <inheritdoc cref="WebhookOptions.MaxEventAge" path="/summary"/>
    public TimeSpan? MaxEventAge { get; set; }

    /// <summary>
    /// Answers an outcome with another status code. Outcomes that need a retry, and failed authentication, cannot be given a 2xx or
    /// 3xx: the sender would discard the event, or take a forgery for accepted.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="statusCode">The status code, 200 to 599.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The outcome cannot be given this status code.</exception>
    public WebhookEndpointOptions SetStatusCode(WebhookOutcome outcome, int statusCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        if (!Enum.IsDefined(outcome))
        {
            throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome of a delivery.");
        }

        if (statusCode < 400 && !IsFinal(outcome))
        {
            throw new ArgumentException(
                $"{outcome} cannot be answered with {statusCode}: the sender would take the delivery for accepted.", nameof(statusCode));
        }

        if (outcome == WebhookOutcome.Processed && statusCode > 299)
        {
            throw new ArgumentException(
                $"{outcome} cannot be answered with {statusCode}: the sender would send a handled event again.", nameof(statusCode));
        }

        _statusCodes[outcome] = statusCode;
        return this;
    }

    /// <summary>The status code set for an outcome; null if none is.</summary>
    /// <param name="outcome">The outcome.</param>
    public int? GetStatusCode(WebhookOutcome outcome) => _statusCodes.TryGetValue(outcome, out int statusCode) ? statusCode : null;

    /// <summary>Whether nothing is lost if the sender takes the delivery for accepted.</summary>
    private static bool IsFinal(WebhookOutcome outcome) => outcome is WebhookOutcome.Processed or WebhookOutcome.Ignored
        or WebhookOutcome.Accepted or WebhookOutcome.Duplicate or WebhookOutcome.Malformed or WebhookOutcome.MethodNotAllowed
        or WebhookOutcome.BodyTooLarge or WebhookOutcome.UnsupportedMediaType;
}
