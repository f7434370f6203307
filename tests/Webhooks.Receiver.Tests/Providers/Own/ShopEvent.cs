namespace Webhooks.Receiver.Tests;

/// <summary>An event of a provider of the user's own, with known types.</summary>
public abstract record ShopEvent : IWebhookEvent<ShopEvent>
{
    public static WebhookProvider<ShopEvent> Provider { get; } = new ShopProvider();

    public DeliveryIdentity Identity { get; set; }

    public abstract string Type { get; }
}
