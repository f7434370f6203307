namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>An event of <see cref="GreetingProvider"/>.</summary>
internal sealed record GreetingEvent(string Id) : IWebhookEvent<GreetingEvent>
{
    public static WebhookProvider<GreetingEvent> Provider { get; } = new GreetingProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => "greeting";
}
