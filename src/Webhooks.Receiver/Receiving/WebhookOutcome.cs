namespace Webhooks.Receiver;

/// <summary>The outcome of one delivery. Every outcome has one HTTP status and one effect on the delivery's claim.</summary>
public enum WebhookOutcome
{
    /// <summary>Signature, timestamp, token or identity is wrong or missing: 401. The zero value, so that a forgotten outcome is a refusal.</summary>
    Unauthenticated = 0,

    /// <summary>The method is not one that the provider uses: 405.</summary>
    MethodNotAllowed,

    /// <summary>Authenticated, but not JSON, not an object, or without a non-empty type or identity: 400.</summary>
    Malformed,

    /// <summary>The body is larger than allowed: 413.</summary>
    BodyTooLarge,

    /// <summary>The body came slower than the sender itself would wait: 408.</summary>
    BodyTimeout,

    /// <summary>The content type is not one that the provider sends, or the body is encoded: 415.</summary>
    UnsupportedMediaType,

    /// <summary>The handler succeeded, and that is recorded: 200, or the handler's own answer.</summary>
    Processed,

    /// <summary>No handler is registered for events of this type; recorded all the same: 200.</summary>
    Ignored,

    /// <summary>Stored durably, to be handled later: 202.</summary>
    Accepted,

    /// <summary>Handled before: 200.</summary>
    Duplicate,

    /// <summary>Another delivery of the same event is being handled now: 409 with Retry-After.</summary>
    InProgress,

    /// <summary>The handler failed and the claim is released: 500, or the handler's own answer.</summary>
    Failed,

    /// <summary>The claim was taken over before the handler's success could be recorded: 503 with Retry-After.</summary>
    ClaimLost,

    /// <summary>The store or a secret could not be reached, the host is stopping, or the handler ran out of time: 503 with Retry-After.</summary>
    Unavailable,
}
