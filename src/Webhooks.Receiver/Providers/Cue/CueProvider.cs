using System.Text.Json;

namespace Webhooks.Receiver.Cue;

/// <summary>Cue: its scheme, its sender and its event types. The README in this folder has the source of each fact.</summary>
internal sealed class CueProvider : JsonWebhookProvider<CueEvent>
{
    public override string Name => "cue";

    public override string ConfigurationSection => "Cue";

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = "cue-signature",
        Format = SignatureFormat.Value("sha256=", isPrefixOptional: true),
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(10),
        LongestRetryWindow = TimeSpan.FromMinutes(7), // 1 + 4 + 16 + 64 + 256 s, and a deadline for each attempt
        IsLongestRetryWindowDocumented = true,
        ShortestRetryWindow = TimeSpan.FromSeconds(85), // 1 + 4 + 16 + 64 s, should "5 attempts" include the first
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    protected override ReadOnlySpan<byte> TypeMember => "type"u8;

    protected override JsonEventTypes Types { get; } = new(CueJsonContext.Default, new Dictionary<string, Type>
    {
        [CueEventTypes.AdImpression] = typeof(CueAdImpression),
        [CueEventTypes.AdClick] = typeof(CueAdClick),
        [CueEventTypes.AdConversion] = typeof(CueAdConversion),
        [CueEventTypes.CampaignCreated] = typeof(CueCampaignCreated),
        [CueEventTypes.CampaignUpdated] = typeof(CueCampaignUpdated),
        [CueEventTypes.CampaignPaused] = typeof(CueCampaignPaused),
        [CueEventTypes.CampaignBudgetExhausted] = typeof(CueCampaignBudgetExhausted),
        [CueEventTypes.AccountBilling] = typeof(CueAccountBilling),
    });

    protected override CueEvent? ReadUnknown(string type, JsonElement root, WebhookReadError? error) =>
        JsonBody.GetId(root, "id") is { } id
            ? new CueUnknownEvent(type)
            {
                Id = id,
                Created = JsonBody.GetTime(root, "created"),
                ApiVersion = JsonBody.GetText(root, "api_version"),
                Json = root,
                ReadError = error,
            }
            : null;

    protected override WebhookParseResult<CueEvent> Identify(CueEvent webhookEvent, ReadOnlySpan<byte> body) =>
        WebhookParseResult<CueEvent>.Parsed(webhookEvent, DeliveryIdentity.FromSigned(webhookEvent.Id), webhookEvent.Created);
}
