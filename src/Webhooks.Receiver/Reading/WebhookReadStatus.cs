namespace Webhooks.Receiver;

/// <summary>The kinds of result of reading a request without an endpoint.</summary>
public enum WebhookReadStatus
{
    /// <summary>Not authentic; <see cref="WebhookReadResult{TEvent}.Failure"/> is the reason. The zero value.</summary>
    Unauthenticated = 0,

    /// <summary>The provider does not use this method.</summary>
    MethodNotAllowed,

    /// <summary>The provider does not use this content type, or the body is encoded.</summary>
    UnsupportedMediaType,

    /// <summary>Authentic, but not JSON, not an object, or without a non-empty type or identity.</summary>
    Malformed,

    /// <summary>The request is authentic and contains an event.</summary>
    Read,
}
