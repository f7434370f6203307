namespace Webhooks.Receiver.Tests;

/// <summary>An event whose authenticator does what a test says.</summary>
public sealed record ProbeEvent(string Id) : IWebhookEvent<ProbeEvent>
{
    public static WebhookProvider<ProbeEvent> Provider { get; } = new CustomProvider<ProbeEvent>("probe", new ProbeAuthenticator(), id => new ProbeEvent(id));

    public string Type => "probe";
}
