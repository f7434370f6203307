using System.Text.Json;

namespace Webhooks.Receiver.AdGem;

/// <summary>AdGem: its scheme, its sender and its event types. The README in this folder has the source of each fact.</summary>
internal sealed class AdGemProvider : JsonWebhookProvider<AdGemEvent>
{
    public override string Name => "adgem";

    public override string ConfigurationSection => "AdGem";

    public override SignatureScheme Scheme { get; } = new() { Header = "Signature" };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(3), // inferred: see the README
        ShortestRetryWindow = TimeSpan.FromSeconds(7), // player events: 1 + 2 + 4 s
        DefaultLease = TimeSpan.FromSeconds(3),
    };

    protected override ReadOnlySpan<byte> TypeMember => "type"u8;

    protected override JsonEventTypes Types { get; } = new(AdGemJsonContext.Default, new Dictionary<string, Type>
    {
        [AdGemEventTypes.OfferCreated] = typeof(AdGemOfferCreated),
        [AdGemEventTypes.OfferUpdated] = typeof(AdGemOfferUpdated),
        [AdGemEventTypes.OfferRemoved] = typeof(AdGemOfferRemoved),
    });

    protected override AdGemEvent ReadUnknown(string type, JsonElement root, WebhookReadError? error) => new AdGemUnknownEvent(type)
    {
        Timestamp = JsonBody.GetTime(root, "timestamp"),
        Json = root,
        ReadError = error,
    };

    /// <summary>The identity is the hash of the body: no id is sent, and a retry has the same bytes.</summary>
    protected override WebhookParseResult<AdGemEvent> Identify(AdGemEvent webhookEvent, ReadOnlySpan<byte> body) =>
        WebhookParseResult<AdGemEvent>.Parsed(webhookEvent, DeliveryIdentity.FromBody(body), webhookEvent.Timestamp);
}
