namespace Webhooks.Receiver.Tests;

/// <summary>An event whose authenticator counts.</summary>
internal sealed record CountedEvent(string Id) : IWebhookEvent<CountedEvent>
{
    public static CountingAuthenticator Authenticator { get; } = new();

    public static WebhookProvider<CountedEvent> Provider { get; } =
        new MessageProvider<CountedEvent>("counted", id => new CountedEvent(id), authenticator: Authenticator);

    public DeliveryIdentity Identity { get; set; }

    public string Type => "counted";
}
