namespace Webhooks.Receiver.Tests;

/// <summary>An event whose authenticator does what a test says, and needs no secret.</summary>
public sealed record OpenProbeEvent(string Id) : IWebhookEvent<OpenProbeEvent>
{
    public static WebhookProvider<OpenProbeEvent> Provider { get; } =
        new MessageProvider<OpenProbeEvent>("open-probe", id => new OpenProbeEvent(id), authenticator: new ProbeAuthenticator(requiresSecrets: false));

    public DeliveryIdentity Identity { get; set; }

    public string Type => "open-probe";
}
