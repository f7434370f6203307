namespace Webhooks.Receiver;

/// <summary>What is known of the delivery that brought an event. Immutable but for the body, which ends with the handler.</summary>
public sealed class WebhookDelivery
{
    internal WebhookDelivery(string provider, string endpoint, IdempotencyKey key, WebhookBody body)
    {
        Provider = provider;
        Endpoint = endpoint;
        Key = key;
        Body = body;
    }

    /// <summary>The provider's name, such as <c>cue</c>.</summary>
    public string Provider { get; }

    /// <summary>The endpoint's name or route pattern.</summary>
    public string Endpoint { get; }

    /// <summary>The tenant; null where there is one only.</summary>
    public string? Tenant { get; internal init; }

    /// <summary>Names the event at this endpoint: the same for every delivery of it.</summary>
    public IdempotencyKey Key { get; }

    /// <summary>Which attempt the sender says this is, starting at one; null where it does not say. Nothing depends on it.</summary>
    public int? Attempt { get; internal init; }

    /// <summary>When the delivery arrived, by this machine's clock.</summary>
    public DateTimeOffset ReceivedAt { get; internal init; }

    /// <summary>When the delivery was signed; null where the provider signs no time.</summary>
    public DateTimeOffset? SignedAt { get; internal init; }

    /// <summary>The raw body, until the handler returns.</summary>
    public WebhookBody Body { get; }

    /// <summary>Which parts the signature covers.</summary>
    public AuthenticatedParts Authenticated { get; internal init; }

    /// <summary>Names the delivery as logs do.</summary>
    public override string ToString() => $"{Provider} {Key.ShortName}";
}
