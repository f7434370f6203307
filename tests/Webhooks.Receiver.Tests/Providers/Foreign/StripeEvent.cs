using System.Text.Json;

namespace Webhooks.Receiver.Tests;

public sealed record StripeEvent(string Id, string Type, JsonElement Subject) : IWebhookEvent<StripeEvent>
{
    public static WebhookProvider<StripeEvent> Provider { get; } = new StripeProvider();

    public DeliveryIdentity Identity { get; set; }
}
