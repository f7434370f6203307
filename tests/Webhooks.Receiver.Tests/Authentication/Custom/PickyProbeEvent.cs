namespace Webhooks.Receiver.Tests;

/// <summary>An event whose authenticator accepts only secrets of a form that no random text has.</summary>
public sealed record PickyProbeEvent(string Id) : IWebhookEvent<PickyProbeEvent>
{
    public static WebhookProvider<PickyProbeEvent> Provider { get; } =
        new MessageProvider<PickyProbeEvent>("picky-probe", id => new PickyProbeEvent(id), authenticator: new ProbeAuthenticator(secretPrefix: "sk_"));

    public DeliveryIdentity Identity { get; set; }

    public string Type => "picky-probe";
}
