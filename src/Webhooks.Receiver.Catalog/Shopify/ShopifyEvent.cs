namespace Webhooks.Receiver.Catalog;

/// <summary>An event of Shopify, such as <c>orders/create</c>. Shopify signs neither its type nor its id: both are in headers.</summary>
public sealed class ShopifyEvent : CatalogEvent, IWebhookEvent<ShopifyEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<ShopifyEvent> Provider { get; } = new CatalogProvider<ShopifyEvent>(
        "Shopify",
        new SignatureScheme
        {
            Header = "X-Shopify-Hmac-Sha256",
            AlternativeHeader = "Shopify-Hmac-Sha256", // deliveries of "Events"
            Encoding = SignatureEncoding.Base64,
        },
        Sender.Retrying(TimeSpan.FromHours(4), deadline: 5))
    {
        Type = EventText.Header("X-Shopify-Topic").Or(EventText.Header("Shopify-Topic")),
        Id = EventText.Header("X-Shopify-Webhook-Id").Or(EventText.Header("Shopify-Webhook-Id"))
            .Or(EventText.Header("X-Shopify-Event-Id")), // the event's id is the same for each subscription
        Identify = e => DeliveryIdentity.FromUnsigned($"{e.Type} {e.Id}"),
        WithoutId = IdentityWithoutId.None,
    };
}
