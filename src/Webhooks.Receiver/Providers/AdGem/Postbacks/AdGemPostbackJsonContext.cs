using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AdGemConversion))]
internal sealed partial class AdGemPostbackJsonContext : JsonSerializerContext;
