namespace Webhooks.Receiver;

/// <summary>The kind of a <see cref="WebhookParseResult{TEvent}"/>.</summary>
public enum WebhookParseStatus
{
    /// <summary>Not JSON, not an object, or without a non-empty type or identity. The zero value.</summary>
    Malformed = 0,

    /// <summary>An unsigned header contradicts the signed identity.</summary>
    IdentityMismatch,

    /// <summary>There is an event.</summary>
    Parsed,
}
