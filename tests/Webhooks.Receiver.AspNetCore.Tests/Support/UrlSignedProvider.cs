namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Signs method, URL and body. Each delivery is an event of its own.</summary>
internal sealed class UrlSignedProvider : WebhookProvider<UrlSignedEvent>
{
    public override string Name => "urlsigned";

    public override IReadOnlyList<string> Methods { get; } = ["POST", "PUT"];

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = "X-Signature",
        SignedContent = [SignedPart.Method, SignedPart.Text(" "), SignedPart.Url, SignedPart.Text("\n"), SignedPart.Body],
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.FromMinutes(1),
        DefaultLease = TimeSpan.FromSeconds(20),
    };

    public override WebhookParseResult<UrlSignedEvent> Parse(WebhookPayload payload)
    {
        string id = Guid.NewGuid().ToString();
        return WebhookParseResult<UrlSignedEvent>.Parsed(new UrlSignedEvent(id), DeliveryIdentity.FromSigned(id));
    }
}
