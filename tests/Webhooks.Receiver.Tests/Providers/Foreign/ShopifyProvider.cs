using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>shopify.dev, "Verify webhooks": <c>X-Shopify-Hmac-SHA256</c>, base64 over the body. Topic and ids are unsigned headers.</summary>
public sealed class ShopifyProvider : WebhookProvider<ShopifyEvent>
{
    public override string Name => "shopify";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Shopify-Hmac-SHA256", Encoding = SignatureEncoding.Base64 };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        LongestRetryWindow = TimeSpan.FromDays(2),
        ShortestRetryWindow = TimeSpan.FromHours(4),
        DefaultLease = TimeSpan.FromMinutes(1),
    };

    public override WebhookParseResult<ShopifyEvent> Parse(WebhookPayload payload) =>
        ForeignJson.Read(payload.Body) is JsonElement root && payload.Headers["X-Shopify-Topic"] is [{ Length: > 0 } topic]
            ? WebhookParseResult<ShopifyEvent>.Parsed(new ShopifyEvent(topic, root), DeliveryIdentity.FromBody(payload.Body))
            : WebhookParseResult<ShopifyEvent>.Malformed();
}
