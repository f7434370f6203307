using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 64)]
[JsonSerializable(typeof(CueAdImpression))]
[JsonSerializable(typeof(CueAdClick))]
[JsonSerializable(typeof(CueAdConversion))]
[JsonSerializable(typeof(CueCampaignCreated))]
[JsonSerializable(typeof(CueCampaignUpdated))]
[JsonSerializable(typeof(CueCampaignPaused))]
[JsonSerializable(typeof(CueCampaignBudgetExhausted))]
[JsonSerializable(typeof(CueAccountBilling))]
internal sealed partial class CueJsonContext : JsonSerializerContext;
