namespace Webhooks.Receiver.Tests;

/// <summary>One of several events of a delivery.</summary>
internal sealed record BundleEvent(string Id) : IWebhookEvent<BundleEvent>
{
    public static WebhookProvider<BundleEvent> Provider { get; } = new BundleProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => "bundled";
}
