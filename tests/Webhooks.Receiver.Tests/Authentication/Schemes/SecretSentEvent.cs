namespace Webhooks.Receiver.Tests;

/// <summary>An event of a sender that sends its secret along.</summary>
public sealed record SecretSentEvent(string Id) : IWebhookEvent<SecretSentEvent>
{
    public static WebhookProvider<SecretSentEvent> Provider { get; } = new MessageProvider<SecretSentEvent>(
        "secretsent", id => new SecretSentEvent(id), new SignatureScheme { Header = "X-Token", Algorithm = SignatureAlgorithm.SharedSecret, SignedContent = [] });

    public DeliveryIdentity Identity { get; set; }

    public string Type => "secret";
}
