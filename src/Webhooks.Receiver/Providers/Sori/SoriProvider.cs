using System.Text.Json;

namespace Webhooks.Receiver.Sori;

/// <summary>SORI as a declaration; where each fact comes from stands in the README beside this file.</summary>
internal sealed class SoriProvider : JsonWebhookProvider<SoriEvent>
{
    public override string Name => "sori";

    public override string ConfigurationSection => "Sori";

    public override string DefaultPath => $"/webhooks/sori/{{{UrlTokenParameter}}}";

    public override SignatureScheme? Scheme => null;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.FromSeconds(7), // up to three retries, exponential; nobody says how far apart
        DefaultLease = TimeSpan.FromSeconds(3),
    };

    protected override ReadOnlySpan<byte> TypeMember => "event_type"u8;

    protected override JsonEventTypes Types { get; } = new(SoriJsonContext.Default, new Dictionary<string, Type>
    {
        [SoriEventTypes.Impression] = typeof(SoriImpression),
        [SoriEventTypes.Click] = typeof(SoriClick),
    });

    protected override SoriEvent ReadUnknown(string type, JsonElement root, WebhookReadError? error) => new SoriUnknownEvent(type)
    {
        CampaignId = JsonBody.GetId(root, "campaign_id"),
        CampaignName = JsonBody.GetText(root, "campaign_name"),
        DeviceId = JsonBody.GetId(root, "device_id"),
        Platform = JsonBody.GetText(root, "platform"),
        Timestamp = JsonBody.GetTime(root, "timestamp"),
        Json = root,
        ReadError = error,
    };

    /// <summary>
    /// Never by the time, as its documentation suggests: all devices share its seconds. Two true events of one device in one second
    /// are one all the same.
    /// </summary>
    protected override WebhookParseResult<SoriEvent> Identify(SoriEvent webhookEvent, ReadOnlySpan<byte> body) =>
        WebhookParseResult<SoriEvent>.Parsed(webhookEvent, DeliveryIdentity.FromBody(body), webhookEvent.Timestamp);
}
