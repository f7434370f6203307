using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CueApiOutcomeTimeout))]
[JsonSerializable(typeof(CueApiVerificationFailed))]
[JsonSerializable(typeof(CueApiConsecutiveFailures))]
internal sealed partial class CueApiAlertJsonContext : JsonSerializerContext;
