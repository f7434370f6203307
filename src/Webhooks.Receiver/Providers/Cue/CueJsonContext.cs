using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CueAdImpression))]
[JsonSerializable(typeof(CueAdClick))]
[JsonSerializable(typeof(CueAdConversion))]
[JsonSerializable(typeof(CueCampaignCreated))]
[JsonSerializable(typeof(CueCampaignUpdated))]
[JsonSerializable(typeof(CueCampaignPaused))]
[JsonSerializable(typeof(CueCampaignBudgetExhausted))]
[JsonSerializable(typeof(CueAccountBilling))]
internal sealed partial class CueJsonContext : JsonSerializerContext;
