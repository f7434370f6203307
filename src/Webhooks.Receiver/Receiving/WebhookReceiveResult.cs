namespace Webhooks.Receiver;

/// <summary>The result of receiving one delivery. It determines the answer. <see langword="default"/> is a refusal.</summary>
public readonly record struct WebhookReceiveResult
{
    private readonly IdempotencyKey _key;
    private readonly object? _detail; // a member's path or an answer, never both: the result is copied often

    internal WebhookReceiveResult(
        WebhookOutcome outcome, SignatureFailure? failure = null, TimeSpan? retryAfter = null, IdempotencyKey key = default,
        WebhookFailureReason? reason = null, string? member = null)
        : this(outcome, failure, retryAfter, key, reason, detail: (object?)member)
    {
    }

    internal WebhookReceiveResult(WebhookAnswer answer)
        : this(WebhookOutcome.Answered, null, null, default, null, answer)
    {
    }

    private WebhookReceiveResult(
        WebhookOutcome outcome, SignatureFailure? failure, TimeSpan? retryAfter, IdempotencyKey key, WebhookFailureReason? reason, object? detail)
    {
        Outcome = outcome;
        SignatureFailure = failure;
        RetryAfter = retryAfter;
        _key = key;
        Reason = reason;
        _detail = detail;
    }

    /// <summary>The outcome.</summary>
    public WebhookOutcome Outcome { get; }

    /// <summary>The failure if <see cref="WebhookOutcome.Unauthenticated"/>; else null. Never send it to the sender.</summary>
    public SignatureFailure? SignatureFailure { get; }

    /// <summary>
    /// The reason if <see cref="WebhookOutcome.Malformed"/>, <see cref="WebhookOutcome.Failed"/> or <see cref="WebhookOutcome.Unavailable"/>; else
    /// null. Never send it to the sender.
    /// </summary>
    public WebhookFailureReason? Reason { get; }

    /// <summary>The path of the member that <see cref="WebhookFailureReason.DuplicateMember"/> is about, by our names; else null.</summary>
    public string? Member => _detail as string;

    /// <summary>The answer to the sender if <see cref="WebhookOutcome.Answered"/>; else null.</summary>
    public WebhookAnswer? Answer => _detail as WebhookAnswer;

    /// <summary>The time after which a retry makes sense; null if the outcome needs no retry after a set time.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The event's key; null if the delivery was refused before it had one.</summary>
    public IdempotencyKey? Key => _key.IsDefault ? null : _key;

    /// <summary>Whether the sender need not retry: the event is handled, stored, or has no handler, or its handshake or question is answered.</summary>
    public bool IsAcknowledged => Outcome is WebhookOutcome.Processed or WebhookOutcome.Ignored or WebhookOutcome.Accepted
        or WebhookOutcome.Duplicate or WebhookOutcome.Answered;
}
