namespace Webhooks.Receiver.Tests;

/// <summary>An event whose authenticator does what a test says.</summary>
public sealed record ProbeEvent(string Id) : IWebhookEvent<ProbeEvent>
{
    public static WebhookProvider<ProbeEvent> Provider { get; } = new MessageProvider<ProbeEvent>("probe", id => new ProbeEvent(id), authenticator: new ProbeAuthenticator());

    public DeliveryIdentity Identity { get; set; }

    public string Type => "probe";
}
