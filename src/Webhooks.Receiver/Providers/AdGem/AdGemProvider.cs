using System.Text.Json;

namespace Webhooks.Receiver.AdGem;

/// <summary>AdGem: its scheme, its sender and its event types. The README in this folder has the source of each fact.</summary>
internal sealed class AdGemProvider : JsonWebhookProvider<AdGemEvent>
{
    /// <summary>The sender of all surfaces.</summary>
    public static SenderBehavior AdGemSender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(3), // inferred: see the README
        ShortestRetryWindow = TimeSpan.FromSeconds(7), // player events: 1 + 2 + 4 s
        DefaultLease = TimeSpan.FromSeconds(3),
    };

    public AdGemProvider()
        : base(AdGemJsonContext.Default, new Dictionary<string, Type>
        {
            [AdGemEventTypes.OfferCreated] = typeof(AdGemOfferCreated),
            [AdGemEventTypes.OfferUpdated] = typeof(AdGemOfferUpdated),
            [AdGemEventTypes.OfferRemoved] = typeof(AdGemOfferRemoved),
            [AdGemEventTypes.PlayerBanned] = typeof(AdGemPlayerBanned),
            [AdGemEventTypes.PlayerUnbanned] = typeof(AdGemPlayerUnbanned),
        })
    {
    }

    public override string Name => "adgem";

    public override string ConfigurationSection => "AdGem";

    public override SignatureScheme Scheme { get; } = new() { Header = "Signature" };

    public override SenderBehavior Sender => AdGemSender;

    protected override AdGemEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new AdGemUnknownEvent(type)
    {
        Timestamp = JsonBody.GetTime(json, "timestamp"),
        Json = json,
        ReadError = readError,
    };

    /// <summary>The identity is the hash of the body: no id is sent, and a retry has the same bytes.</summary>
    protected override WebhookParseResult<AdGemEvent> Identify(AdGemEvent webhookEvent, WebhookPayload payload) =>
        WebhookParseResult<AdGemEvent>.Parsed(webhookEvent, DeliveryIdentity.FromBody(payload.Body), webhookEvent.Timestamp);
}
