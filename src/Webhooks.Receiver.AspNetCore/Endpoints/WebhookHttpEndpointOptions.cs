namespace Webhooks.Receiver;

/// <summary>What one HTTP endpoint has different from its provider's options.</summary>
public sealed class WebhookHttpEndpointOptions : WebhookEndpointOptions
{
    private readonly Dictionary<WebhookOutcome, int> _statusCodes = [];

    /// <summary>
    /// Answers an outcome with another status code. Outcomes that need a retry, and refused signatures, cannot be given a 2xx or 3xx:
    /// the sender would forget the event, or take a forgery for accepted.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="statusCode">The status code, 200 to 599.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The outcome cannot be given this status code.</exception>
    public WebhookHttpEndpointOptions SetStatusCode(WebhookOutcome outcome, int statusCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        if (statusCode < 400 && outcome is WebhookOutcome.Failed or WebhookOutcome.InProgress or WebhookOutcome.ClaimLost
            or WebhookOutcome.Unavailable or WebhookOutcome.Unauthenticated)
        {
            throw new ArgumentException(
                $"{outcome} cannot be answered with {statusCode}: the sender would take the delivery for accepted.", nameof(statusCode));
        }

        _statusCodes[outcome] = statusCode;
        return this;
    }

    internal int? StatusCodeOf(WebhookOutcome outcome) => _statusCodes.TryGetValue(outcome, out int statusCode) ? statusCode : null;
}
