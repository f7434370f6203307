namespace Webhooks.Receiver;

/// <summary>What became of a request that was read outside an endpoint.</summary>
public enum WebhookReadStatus
{
    /// <summary>Not genuine; <see cref="WebhookReadResult{TEvent}.Failure"/> says why. The zero value.</summary>
    Unauthenticated = 0,

    /// <summary>The method is not one that the provider uses.</summary>
    MethodNotAllowed,

    /// <summary>The content type is not one that the provider uses, or the body is encoded.</summary>
    UnsupportedMediaType,

    /// <summary>Genuine, but not JSON, not an object, or without a non-empty type or identity.</summary>
    Malformed,

    /// <summary>Genuine, and there is an event.</summary>
    Read,
}
