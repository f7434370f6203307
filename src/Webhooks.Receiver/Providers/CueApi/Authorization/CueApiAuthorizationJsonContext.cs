using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CueApiAuthorization))]
internal sealed partial class CueApiAuthorizationJsonContext : JsonSerializerContext;
