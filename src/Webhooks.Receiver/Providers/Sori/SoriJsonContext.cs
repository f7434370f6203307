using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Sori;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SoriImpression))]
[JsonSerializable(typeof(SoriClick))]
internal sealed partial class SoriJsonContext : JsonSerializerContext;
