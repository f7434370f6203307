using System.Text.Json;

namespace Webhooks.Receiver.Tests;

internal sealed class OwnProvider : JsonWebhookProvider<OwnEvent>
{
    public override string Name => "own";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Own" };

    public override SenderBehavior Sender { get; } = SlowSender.Behavior;

    protected override OwnEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new(type, json);
}
