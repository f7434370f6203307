namespace Webhooks.Receiver.Tests;

/// <summary>An event of a sender that sends a JSON Web Token with a hash of the body in it.</summary>
public sealed record JwtEvent(string Id) : IWebhookEvent<JwtEvent>
{
    public static WebhookProvider<JwtEvent> Provider { get; } = new MessageProvider<JwtEvent>("jwt", id => new JwtEvent(id), authenticator: new JwtAuthenticator());

    public DeliveryIdentity Identity { get; set; }

    public string Type => "jwt";
}
