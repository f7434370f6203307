using System.Text.Json;

namespace Webhooks.Receiver.Tests;

public sealed record ShopUnknownEvent(string EventType, JsonElement Json, WebhookReadError? ReadError) : ShopEvent, IUnknownWebhookEvent
{
    public override string Type => EventType;
}
