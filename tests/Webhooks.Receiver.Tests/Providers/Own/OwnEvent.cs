using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>An event of a provider of the user's own, without known types: ten lines.</summary>
internal sealed record OwnEvent(string Type, JsonElement Json) : IWebhookEvent<OwnEvent>
{
    public static WebhookProvider<OwnEvent> Provider { get; } = new OwnProvider();

    public DeliveryIdentity Identity { get; set; }
}
