namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>An event of <see cref="UrlSignedProvider"/>.</summary>
internal sealed record UrlSignedEvent(string Id) : IWebhookEvent<UrlSignedEvent>
{
    public static WebhookProvider<UrlSignedEvent> Provider { get; } = new UrlSignedProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => "url";
}
