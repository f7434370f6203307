using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>docs.stripe.com/webhooks: <c>Stripe-Signature: t=…,v1=…,v1=…</c> over time, a dot and the body; the whole <c>whsec_…</c> is the key.</summary>
public sealed class StripeProvider : WebhookProvider<StripeEvent>
{
    public override string Name => "stripe";

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = "Stripe-Signature",
        Format = SignatureFormat.List(',', "v1="),
        Timestamp = SignatureTimestamp.InSignatureList("t="),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(10),
        LongestRetryWindow = TimeSpan.FromDays(3),
        ShortestRetryWindow = TimeSpan.FromHours(1),
        DefaultLease = TimeSpan.FromMinutes(1),
    };

    public override WebhookParseResult<StripeEvent> Parse(WebhookPayload payload) =>
        ForeignJson.Read(payload.Body) is { } root && ForeignJson.Text(root, "id") is { } id && ForeignJson.Text(root, "type") is { } type
        && root.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("object", out JsonElement what)
            ? WebhookParseResult<StripeEvent>.Parsed(new StripeEvent(id, type, what), DeliveryIdentity.FromSigned(id))
            : WebhookParseResult<StripeEvent>.Malformed();
}
