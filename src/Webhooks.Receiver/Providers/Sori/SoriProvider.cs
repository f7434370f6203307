using System.Text.Json;

namespace Webhooks.Receiver.Sori;

/// <summary>SORI: its scheme, its sender and its event types. The README in this folder has the source of each fact.</summary>
internal sealed class SoriProvider : JsonWebhookProvider<SoriEvent>
{
    public SoriProvider()
        : base(SoriJsonContext.Default, new Dictionary<string, Type>
        {
            [SoriEventTypes.Impression] = typeof(SoriImpression),
            [SoriEventTypes.Click] = typeof(SoriClick),
        })
    {
    }

    public override string Name => "sori";

    public override string ConfigurationSection => "Sori";

    public override string DefaultPath => $"/webhooks/sori/{{{UrlTokenParameter}}}";

    public override SignatureScheme? Scheme => null;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.FromSeconds(7), // assumed: 1 + 2 + 4 s, since only "exponential" is documented
        DefaultLease = TimeSpan.FromSeconds(3),
    };

    protected override string TypeMember => "event_type";

    protected override SoriEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new SoriUnknownEvent(type)
    {
        CampaignId = JsonBody.GetId(json, "campaign_id"),
        CampaignName = JsonBody.GetText(json, "campaign_name"),
        DeviceId = JsonBody.GetId(json, "device_id"),
        Platform = JsonBody.GetText(json, "platform"),
        Timestamp = JsonBody.GetTime(json, "timestamp"),
        Json = json,
        ReadError = readError,
    };

    /// <summary>
    /// The identity is the hash of the body, and not the time, as the documentation suggests: events of all devices can have the same second.
    /// Two equal events of one device in one second count as one.
    /// </summary>
    protected override WebhookParseResult<SoriEvent> Identify(SoriEvent webhookEvent, WebhookPayload payload) =>
        WebhookParseResult<SoriEvent>.Parsed(webhookEvent, DeliveryIdentity.FromBody(payload.Body), webhookEvent.Timestamp);
}
