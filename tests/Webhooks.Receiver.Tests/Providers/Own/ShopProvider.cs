using System.Text.Json;

namespace Webhooks.Receiver.Tests;

internal sealed class ShopProvider()
    : JsonWebhookProvider<ShopEvent>(ShopJsonContext.Default, new Dictionary<string, Type> { ["order.paid"] = typeof(ShopOrderPaid) })
{
    public override string Name => "shop";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Shop" };

    public override SenderBehavior Sender { get; } = SlowSender.Behavior;

    protected override string TypeMember => "event";

    protected override string IdMember => "event_id";

    protected override string TimeMember => "sent_at";

    protected override ShopEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) =>
        new ShopUnknownEvent(type, json, readError);
}
