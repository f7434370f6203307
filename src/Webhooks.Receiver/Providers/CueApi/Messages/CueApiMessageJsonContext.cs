using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CueApiMessageCreated))]
internal sealed partial class CueApiMessageJsonContext : JsonSerializerContext;
