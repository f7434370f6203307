using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AdGemOfferCreated))]
[JsonSerializable(typeof(AdGemOfferUpdated))]
[JsonSerializable(typeof(AdGemOfferRemoved))]
[JsonSerializable(typeof(AdGemPlayerBanned))]
[JsonSerializable(typeof(AdGemPlayerUnbanned))]
internal sealed partial class AdGemJsonContext : JsonSerializerContext;
