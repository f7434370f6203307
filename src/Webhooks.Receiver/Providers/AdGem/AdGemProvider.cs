using System.Text.Json;

namespace Webhooks.Receiver.AdGem;

/// <summary>AdGem as a declaration; where each fact comes from stands in the README beside this file.</summary>
internal sealed class AdGemProvider : JsonWebhookProvider<AdGemEvent>
{
    public override string Name => "adgem";

    public override string ConfigurationSection => "AdGem";

    public override SignatureScheme Scheme { get; } = new() { Header = "Signature" };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(3), // inferred from what looks like its sender
        ShortestRetryWindow = TimeSpan.FromSeconds(7), // player events: 1 + 2 + 4 s
        DefaultLease = TimeSpan.FromSeconds(3),
    };

    protected override ReadOnlySpan<byte> TypeMember => "type"u8;

    protected override AdGemEvent? ReadKnown(string type, ReadOnlySpan<byte> body, out WebhookReadError? error)
    {
        AdGemJsonContext json = AdGemJsonContext.Default;
        error = null;
        return type switch
        {
            AdGemEventTypes.OfferCreated => JsonBody.Read(body, json.AdGemOfferCreated, out error),
            AdGemEventTypes.OfferUpdated => JsonBody.Read(body, json.AdGemOfferUpdated, out error),
            AdGemEventTypes.OfferRemoved => JsonBody.Read(body, json.AdGemOfferRemoved, out error),
            _ => null,
        };
    }

    protected override AdGemEvent ReadUnknown(string type, JsonElement root, WebhookReadError? error) => new AdGemUnknownEvent(type)
    {
        Timestamp = JsonBody.GetLenientTime(root, "timestamp"),
        Json = root,
        ReadError = error,
    };

    /// <summary>No id is sent; a retry carries the same bytes.</summary>
    protected override WebhookParseResult<AdGemEvent> Identify(AdGemEvent webhookEvent) =>
        WebhookParseResult<AdGemEvent>.Parsed(webhookEvent, DeliveryIdentity.OfBody, webhookEvent.Timestamp);
}
