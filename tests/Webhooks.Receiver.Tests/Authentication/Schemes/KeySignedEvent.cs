namespace Webhooks.Receiver.Tests;

/// <summary>An event of a sender with a public key.</summary>
public sealed record KeySignedEvent(string Id) : IWebhookEvent<KeySignedEvent>
{
    public static WebhookProvider<KeySignedEvent> Provider { get; } = new MessageProvider<KeySignedEvent>(
        "keysigned", id => new KeySignedEvent(id), new SignatureScheme { Header = "X-Signature", Algorithm = SignatureAlgorithm.EcdsaP256Sha256, Encoding = SignatureEncoding.Base64 });

    public DeliveryIdentity Identity { get; set; }

    public string Type => "key";
}
