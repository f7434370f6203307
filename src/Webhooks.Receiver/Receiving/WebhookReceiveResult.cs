namespace Webhooks.Receiver;

/// <summary>What became of one delivery, for whoever answers the sender. <see langword="default"/> is a refusal.</summary>
public readonly record struct WebhookReceiveResult
{
    private readonly IdempotencyKey _key;

    internal WebhookReceiveResult(
        WebhookOutcome outcome, SignatureFailure? failure = null, TimeSpan? retryAfter = null, IdempotencyKey key = default)
    {
        Outcome = outcome;
        SignatureFailure = failure;
        RetryAfter = retryAfter;
        _key = key;
    }

    /// <summary>The outcome.</summary>
    public WebhookOutcome Outcome { get; }

    /// <summary>Why the delivery is not genuine; null unless <see cref="WebhookOutcome.Unauthenticated"/>. Never tell the sender.</summary>
    public SignatureFailure? SignatureFailure { get; }

    /// <summary>When a retry makes sense; null where the outcome does not ask for one.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The delivery's key; null where it was refused before there was one.</summary>
    public IdempotencyKey? Key => _key.IsDefault ? null : _key;

    /// <summary>Whether the sender may forget the delivery: it is handled, stored, or nobody wants it.</summary>
    public bool IsAcknowledged => Outcome
        is WebhookOutcome.Processed or WebhookOutcome.Ignored or WebhookOutcome.Accepted or WebhookOutcome.Duplicate;
}
