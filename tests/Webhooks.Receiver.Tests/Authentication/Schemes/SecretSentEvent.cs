namespace Webhooks.Receiver.Tests;

/// <summary>An event of a sender that sends its secret along.</summary>
public sealed record SecretSentEvent(string Id) : IWebhookEvent<SecretSentEvent>
{
    public static WebhookProvider<SecretSentEvent> Provider { get; } = new SchemeProvider<SecretSentEvent>(
        "secretsent", new SignatureScheme { Header = "X-Token", Algorithm = SignatureAlgorithm.SharedSecret, SignedContent = [] },
        id => new SecretSentEvent(id));

    public string Type => "secret";
}
