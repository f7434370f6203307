using System.Text.Json;

namespace Webhooks.Receiver.Tests;

public sealed record ShopifyEvent(string Topic, JsonElement Json) : IWebhookEvent<ShopifyEvent>
{
    public static WebhookProvider<ShopifyEvent> Provider { get; } = new ShopifyProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => Topic;
}
