using System.Text.Json;

namespace Webhooks.Receiver.Cue;

/// <summary>Cue as a declaration; where each fact comes from stands in the README beside this file.</summary>
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

    protected override CueEvent? ReadKnown(string type, ReadOnlySpan<byte> body, out WebhookReadError? error)
    {
        CueJsonContext json = CueJsonContext.Default;
        error = null;
        return type switch
        {
            CueEventTypes.AdImpression => JsonBody.Read(body, json.CueAdImpression, out error),
            CueEventTypes.AdClick => JsonBody.Read(body, json.CueAdClick, out error),
            CueEventTypes.AdConversion => JsonBody.Read(body, json.CueAdConversion, out error),
            CueEventTypes.CampaignCreated => JsonBody.Read(body, json.CueCampaignCreated, out error),
            CueEventTypes.CampaignUpdated => JsonBody.Read(body, json.CueCampaignUpdated, out error),
            CueEventTypes.CampaignPaused => JsonBody.Read(body, json.CueCampaignPaused, out error),
            CueEventTypes.CampaignBudgetExhausted => JsonBody.Read(body, json.CueCampaignBudgetExhausted, out error),
            CueEventTypes.AccountBilling => JsonBody.Read(body, json.CueAccountBilling, out error),
            _ => null,
        };
    }

    protected override CueEvent? ReadUnknown(string type, JsonElement root, WebhookReadError? error) =>
        JsonBody.GetString(root, "id") is { } id
            ? new CueUnknownEvent(type)
            {
                Id = id,
                Created = JsonBody.GetTime(root, "created"),
                ApiVersion = JsonBody.GetString(root, "api_version"),
                Json = root,
                ReadError = error,
            }
            : null;

    protected override WebhookParseResult<CueEvent> Identify(CueEvent webhookEvent) =>
        WebhookParseResult<CueEvent>.Parsed(webhookEvent, DeliveryIdentity.FromSigned(webhookEvent.Id), webhookEvent.Created);
}
