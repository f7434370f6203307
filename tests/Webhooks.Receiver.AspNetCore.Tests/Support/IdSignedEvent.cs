namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>An event of <see cref="IdSignedProvider"/>.</summary>
internal sealed record IdSignedEvent(string Id) : IWebhookEvent<IdSignedEvent>
{
    public static WebhookProvider<IdSignedEvent> Provider { get; } = new IdSignedProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => "id";
}
