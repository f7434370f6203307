namespace Webhooks.Receiver.Catalog;

/// <summary>Status codes of senders that do not understand the usual ones.</summary>
internal static class StatusCode
{
    /// <summary>For a sender that takes 202 for a failure, or documents no other success than 200.</summary>
    public static IReadOnlyDictionary<WebhookOutcome, int> OkIfAccepted { get; } = new Dictionary<WebhookOutcome, int> { [WebhookOutcome.Accepted] = 200 };

    /// <summary>For a sender that tries again after a 409, but not after a 500, nor after a 503 without <c>Retry-After</c>.</summary>
    public static IReadOnlyDictionary<WebhookOutcome, int> ConflictIfRetryNeeded { get; } = new Dictionary<WebhookOutcome, int>
    {
        [WebhookOutcome.Failed] = 409,
        [WebhookOutcome.Unavailable] = 409,
        [WebhookOutcome.ClaimLost] = 409,
    };
}
