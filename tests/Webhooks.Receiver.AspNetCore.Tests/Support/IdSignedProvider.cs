namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Signs the id in a header, which identifies the event, and the body.</summary>
internal sealed class IdSignedProvider : WebhookProvider<IdSignedEvent>
{
    public override string Name => "idsigned";

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = "X-Signature",
        IdHeader = "X-Id",
        SignedContent = [SignedPart.Id, SignedPart.Text("."), SignedPart.Body],
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.FromMinutes(1),
        DefaultLease = TimeSpan.FromSeconds(20),
    };

    public override WebhookParseResult<IdSignedEvent> Parse(WebhookPayload payload)
    {
        string id = payload.Headers["X-Id"].ToString();
        return WebhookParseResult<IdSignedEvent>.Parsed(new IdSignedEvent(id), DeliveryIdentity.FromSigned(id));
    }
}
