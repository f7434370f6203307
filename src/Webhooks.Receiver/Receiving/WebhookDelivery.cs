namespace Webhooks.Receiver;

/// <summary>The delivery that brought an event. Immutable, except that its body ends with the handler.</summary>
public sealed class WebhookDelivery
{
    /// <summary>Creates a delivery. The receiver does it for you; tests of handlers do it themselves.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="endpoint">The endpoint's name or route pattern.</param>
    /// <param name="key">Identifies the event at this endpoint.</param>
    /// <param name="body">The raw body.</param>
    public WebhookDelivery(string provider, string endpoint, IdempotencyKey key, WebhookBody body)
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        ArgumentNullException.ThrowIfNull(body);
        Provider = provider;
        Endpoint = endpoint;
        Key = key;
        Body = body;
    }

    /// <summary>The provider's name, such as <c>cue</c>.</summary>
    public string Provider { get; }

    /// <summary>The endpoint's name or route pattern.</summary>
    public string Endpoint { get; }

    /// <summary>The tenant; null if the endpoint has one only.</summary>
    public string? Tenant { get; init; }

    /// <summary>Identifies the event at this endpoint: the same for every delivery of it.</summary>
    public IdempotencyKey Key { get; }

    /// <summary>The number of this attempt as the sender counts, starting at one; null if it does not say. Nothing depends on it.</summary>
    public int? Attempt { get; init; }

    /// <summary>When the delivery arrived, by this machine's clock.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the delivery was signed; null if the provider signs no time.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The raw body, until the handler returns.</summary>
    public WebhookBody Body { get; }

    /// <summary>The headers that the provider declares (<see cref="WebhookProvider.Headers"/>) and the request has.</summary>
    public IReadOnlyList<WebhookDeliveryHeader> Headers { get; init; } = [];

    /// <summary>Which parts the signature covers.</summary>
    public AuthenticatedParts Authenticated { get; init; }

    /// <summary>Names the delivery as logs do.</summary>
    public override string ToString() => $"{Provider} {Key.ShortName}";
}
