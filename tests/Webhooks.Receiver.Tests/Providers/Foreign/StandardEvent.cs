using System.Text.Json;

namespace Webhooks.Receiver.Tests;

public sealed record StandardEvent(string Id, JsonElement Json) : IWebhookEvent<StandardEvent>
{
    public static WebhookProvider<StandardEvent> Provider { get; } = new StandardProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => Json.TryGetProperty("type", out JsonElement type) ? type.ToString() : "";
}
