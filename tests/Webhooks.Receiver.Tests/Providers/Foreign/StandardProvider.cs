using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>standardwebhooks.com: id, time and body joined by dots, several <c>v1,…</c> in base64, a base64 key after <c>whsec_</c>.</summary>
public sealed class StandardProvider : WebhookProvider<StandardEvent>
{
    public override string Name => "standard";

    public override IReadOnlyList<string> Headers { get; } = ["Webhook-Id", "Webhook-Timestamp", "webhook-signature", "traceparent"];

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = "webhook-signature",
        Format = SignatureFormat.List(' ', "v1,"),
        Encoding = SignatureEncoding.Base64,
        SecretEncoding = SecretEncoding.Base64("whsec_"),
        Timestamp = SignatureTimestamp.InHeader("webhook-timestamp"),
        IdHeader = "webhook-id",
        SignedContent = [SignedPart.Id, SignedPart.Text("."), SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(15),
        LongestRetryWindow = TimeSpan.FromDays(3),
        ShortestRetryWindow = TimeSpan.FromMinutes(5),
        DefaultLease = TimeSpan.FromMinutes(1),
    };

    public override WebhookParseResult<StandardEvent> Parse(WebhookPayload payload) =>
        ForeignJson.Read(payload.Body) is JsonElement root && payload.Headers["webhook-id"] is [{ } id]
            ? WebhookParseResult<StandardEvent>.Parsed(new StandardEvent(id, root), DeliveryIdentity.FromSigned(id))
            : WebhookParseResult<StandardEvent>.Malformed();
}
