namespace Webhooks.Receiver;

/// <summary>The outcome of one delivery. Every outcome has one HTTP status and one effect on the delivery's claim.</summary>
public enum WebhookOutcome : byte // results are copied often
{
    /// <summary>Signature, timestamp, URL token or identity is wrong or missing: 401. The zero value is this refusal.</summary>
    Unauthenticated = 0,

    /// <summary>The provider does not use this method: 405.</summary>
    MethodNotAllowed,

    /// <summary>Authenticated, but not JSON, not an object, or without a non-empty type or identity: 400.</summary>
    Malformed,

    /// <summary>The body is larger than allowed: 413.</summary>
    BodyTooLarge,

    /// <summary>The body took longer than the body timeout to arrive: 408.</summary>
    BodyTimeout,

    /// <summary>The provider does not send this content type, or the body is encoded: 415.</summary>
    UnsupportedMediaType,

    /// <summary>The handler succeeded, and that is recorded: 200, or the handler's own answer.</summary>
    Processed,

    /// <summary>No handler is registered for events of this type; the event is recorded as handled: 200.</summary>
    Ignored,

    /// <summary>Stored durably, to be handled later: 202.</summary>
    Accepted,

    /// <summary>The event was handled before: 200.</summary>
    Duplicate,

    /// <summary>Another delivery of the same event is being handled now: 409 with Retry-After.</summary>
    InProgress,

    /// <summary>The handler failed and the claim is released: 500, or the handler's own answer.</summary>
    Failed,

    /// <summary>The claim was lost before the handler's success could be recorded: 503 with Retry-After.</summary>
    ClaimLost,

    /// <summary>Store or tenant resolver failed, the host is stopping, or the handler timed out: 503 with Retry-After.</summary>
    Unavailable,

    /// <summary>
    /// The provider answered its sender's handshake, or the handler of a question answered it: 200, or the answer's own status. Nothing is
    /// claimed or stored.
    /// </summary>
    Answered,
}
