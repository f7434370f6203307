namespace Webhooks.Receiver.Tests;

/// <summary>An event of a sender that signs with a certificate behind a URL, as Amazon SNS does.</summary>
public sealed record SnsEvent(string Id) : IWebhookEvent<SnsEvent>
{
    public static WebhookProvider<SnsEvent> Provider { get; } = new MessageProvider<SnsEvent>("sns", id => new SnsEvent(id), authenticator: new SnsAuthenticator());

    public DeliveryIdentity Identity { get; set; }

    public string Type => "Notification";
}
