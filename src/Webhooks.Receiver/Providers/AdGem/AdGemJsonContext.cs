using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 64)]
[JsonSerializable(typeof(AdGemOfferCreated))]
[JsonSerializable(typeof(AdGemOfferUpdated))]
[JsonSerializable(typeof(AdGemOfferRemoved))]
internal sealed partial class AdGemJsonContext : JsonSerializerContext;
