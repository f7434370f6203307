using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>A provider whose deliveries bring several events: the elements of <c>events</c>, each with an id and maybe a time.</summary>
internal sealed class BundleProvider : WebhookProvider<BundleEvent>
{
    public override string Name => "bundle";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Bundle" };

    public override bool BringsSeveralEvents => true;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(10),
        ShortestRetryWindow = TimeSpan.FromMinutes(10),
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    public override WebhookParts Split(WebhookPayload payload) => payload.Body.IndexOf("throw in split"u8) >= 0
        ? throw new InvalidOperationException("canary7Zq9x")
        : WebhookParts.FromJsonArray(payload, "events");

    public override WebhookParseResult<BundleEvent> Parse(WebhookPayload payload)
    {
        JsonElement json = JsonElement.Parse(payload.Body);
        string? id = json.TryGetProperty("id", out JsonElement member) ? member.GetString() : null;
        if (id == "throw")
        {
            throw new InvalidOperationException("canary7Zq9x");
        }

        DateTimeOffset? at = json.TryGetProperty("at", out JsonElement time) ? time.GetDateTimeOffset() : null;
        return id == "mismatch"
            ? WebhookParseResult<BundleEvent>.IdentityMismatch
            : WebhookParseResult<BundleEvent>.Parsed(
                new BundleEvent(id ?? ""), DeliveryIdentity.FromSigned(id), at, driftedMembers: json.TryGetProperty("odd", out _) ? ["odd"] : null);
    }
}
