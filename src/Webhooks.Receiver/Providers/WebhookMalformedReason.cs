namespace Webhooks.Receiver;

/// <summary>Why an authentic body is no event.</summary>
public enum WebhookMalformedReason
{
    /// <summary>The provider does not say. The zero value.</summary>
    Unspecified = 0,

    /// <summary>Not JSON in UTF-8: a syntax error, invalid bytes, a byte order mark, or nothing at all.</summary>
    NotJson,

    /// <summary>JSON, but not an object.</summary>
    NotAnObject,

    /// <summary>The event's type is missing, empty or no text.</summary>
    TypeMissing,

    /// <summary>What identifies the event is missing, blank or of another kind.</summary>
    IdentityMissing,

    /// <summary>An object in the body has two members of one name.</summary>
    DuplicateMember,

    /// <summary>The body has more levels than are read.</summary>
    TooDeep,
}
