namespace Webhooks.Receiver.Tests;

/// <summary>An event of a sender that signs the path, the query and the body.</summary>
public sealed record PathSignedEvent(string Id) : IWebhookEvent<PathSignedEvent>
{
    public static WebhookProvider<PathSignedEvent> Provider { get; } = new MessageProvider<PathSignedEvent>(
        "pathsigned", id => new PathSignedEvent(id), new SignatureScheme { Header = "X-Signature", SignedContent = [SignedPart.PathAndQuery, SignedPart.Body] });

    public DeliveryIdentity Identity { get; set; }

    public string Type => "path";
}
