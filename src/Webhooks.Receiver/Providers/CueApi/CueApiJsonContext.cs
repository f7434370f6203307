using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CueApiExecution))]
internal sealed partial class CueApiJsonContext : JsonSerializerContext;
