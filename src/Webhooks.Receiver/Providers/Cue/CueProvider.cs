using System.Text.Json;

namespace Webhooks.Receiver.Cue;

/// <summary>Cue: its scheme, its sender and its event types. The README in this folder has the source of each fact.</summary>
internal sealed class CueProvider : JsonWebhookProvider<CueEvent>
{
    public CueProvider()
        : base(CueJsonContext.Default, new Dictionary<string, Type>
        {
            [CueEventTypes.AdImpression] = typeof(CueAdImpression),
            [CueEventTypes.AdClick] = typeof(CueAdClick),
            [CueEventTypes.AdConversion] = typeof(CueAdConversion),
            [CueEventTypes.CampaignCreated] = typeof(CueCampaignCreated),
            [CueEventTypes.CampaignUpdated] = typeof(CueCampaignUpdated),
            [CueEventTypes.CampaignPaused] = typeof(CueCampaignPaused),
            [CueEventTypes.CampaignBudgetExhausted] = typeof(CueCampaignBudgetExhausted),
            [CueEventTypes.AccountBilling] = typeof(CueAccountBilling),
        })
    {
    }

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

    protected override CueEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new CueUnknownEvent(type)
    {
        Id = JsonBody.GetId(json, "id") ?? "", // without an id, the body is malformed
        Created = JsonBody.GetTime(json, "created"),
        ApiVersion = JsonBody.GetText(json, "api_version"),
        Json = json,
        ReadError = readError,
    };

    protected override WebhookParseResult<CueEvent> Identify(CueEvent webhookEvent, WebhookPayload payload) =>
        WebhookParseResult<CueEvent>.Parsed(webhookEvent, DeliveryIdentity.FromSigned(webhookEvent.Id), webhookEvent.Created);
}
