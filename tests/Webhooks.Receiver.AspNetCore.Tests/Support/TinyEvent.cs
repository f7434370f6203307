namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A provider of a test's own, with the public API alone: the whole body is the event.</summary>
internal sealed record TinyEvent(string Text) : IWebhookEvent<TinyEvent>
{
    public static WebhookProvider<TinyEvent> Provider { get; } = new TinyProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => "tiny";
}
