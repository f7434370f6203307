namespace Webhooks.Receiver.Tests;

/// <summary>An event of a sender that signs the URL and the body.</summary>
public sealed record UrlSignedEvent(string Id) : IWebhookEvent<UrlSignedEvent>
{
    public static WebhookProvider<UrlSignedEvent> Provider { get; } = new MessageProvider<UrlSignedEvent>(
        "urlsigned", id => new UrlSignedEvent(id), new SignatureScheme { Header = "X-Signature", SignedContent = [SignedPart.Url, SignedPart.Body] });

    public DeliveryIdentity Identity { get; set; }

    public string Type => "url";
}
