namespace Webhooks.Receiver;

/// <summary>Why a delivery is <see cref="WebhookOutcome.Malformed"/>, <see cref="WebhookOutcome.Failed"/> or <see cref="WebhookOutcome.Unavailable"/>.</summary>
/// <remarks>For your logs and metrics; the sender gets the outcome's status only.</remarks>
public enum WebhookFailureReason : byte // results are copied often
{
    /// <summary>
    /// Malformed, failed or unavailable: a provider, a source, a dispatcher or a settlement of your own gives no reason. The zero value.
    /// </summary>
    Unspecified = 0,

    /// <summary>Malformed: not JSON in UTF-8: a syntax error, invalid bytes, a byte order mark, or an empty body.</summary>
    NotJson,

    /// <summary>Malformed: JSON, but not an object.</summary>
    NotAnObject,

    /// <summary>Malformed: the event's type is missing, empty or no text.</summary>
    TypeMissing,

    /// <summary>
    /// Malformed: the event's identity is missing, blank or of another kind, or two different events of one delivery have the same.
    /// </summary>
    IdentityMissing,

    /// <summary>Malformed: an object has two members of one name; <see cref="WebhookReceiveResult.Member"/> is its path.</summary>
    DuplicateMember,

    /// <summary>Malformed: the body has too many levels.</summary>
    TooDeep,

    /// <summary>Failed: the handler threw.</summary>
    HandlerThrew,

    /// <summary>Failed: the handler answered outside 200 to 299.</summary>
    HandlerAnsweredFailure,

    /// <summary>Failed: the event's data could not be read, a handler is registered for its type, and none for unknown events.</summary>
    EventUnreadable,

    /// <summary>Failed: the provider's parser threw.</summary>
    ProviderThrew,

    /// <summary>Unavailable: the handler's timeout ended.</summary>
    HandlerTimedOut,

    /// <summary>Unavailable: the host is stopping.</summary>
    HostStopping,

    /// <summary>Unavailable: the store, or the settlement, threw.</summary>
    StoreFailed,

    /// <summary>Unavailable: the store did not answer in time.</summary>
    StoreTimedOut,

    /// <summary>Unavailable: the store has no room.</summary>
    StoreFull,

    /// <summary>Unavailable: the tenant resolver threw, or did not answer in time.</summary>
    TenantResolverFailed,

    /// <summary>Unavailable: something in front of the endpoint read or changed the body.</summary>
    BodyChanged,

    /// <summary>Unavailable: the provider's <see cref="WebhookAuthenticator"/> threw, or did not answer in time.</summary>
    AuthenticatorFailed,

    /// <summary>Malformed: the delivery brings more than <see cref="WebhookParts.MaxCount"/> events.</summary>
    TooManyEvents,

    /// <summary>
    /// Malformed: a member that the delivery needs is missing or of another kind; <see cref="WebhookReceiveResult.Member"/> is its path, and null
    /// if it is the whole body.
    /// </summary>
    MemberUnreadable,

    /// <summary>Malformed: a handshake demands an answer of more than 1,024 bytes.</summary>
    ChallengeTooLong,
}
