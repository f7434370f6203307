namespace Webhooks.Receiver;

/// <summary>The delivery that brought an event. Immutable, but its body is disposed of when the handler returns.</summary>
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

    /// <summary>The tenant's id; null if the endpoint has no tenants.</summary>
    public string? Tenant { get; init; }

    /// <summary>The idempotency key of the event at this endpoint: the same for every delivery of the event.</summary>
    public IdempotencyKey Key { get; }

    /// <summary>The number of the attempt, from one, if the sender states it; otherwise null. For information only.</summary>
    public int? Attempt { get; init; }

    /// <summary>The time when the delivery arrived, by this machine's clock.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The time when the delivery was signed; null if the provider signs no time.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The raw body, available until the handler returns.</summary>
    public WebhookBody Body { get; }

    /// <summary>The headers that the provider declares (<see cref="WebhookProvider.Headers"/>) and the request has.</summary>
    public IReadOnlyList<WebhookDeliveryHeader> Headers { get; init; } = [];

    /// <summary>The parts that the signature covers.</summary>
    public AuthenticatedParts Authenticated { get; init; }

    /// <summary>Returns provider and <see cref="IdempotencyKey.ShortName"/>, which are safe to log.</summary>
    public override string ToString() => $"{Provider} {Key.ShortName}";
}
