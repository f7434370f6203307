using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CueApiMessageDelivered))]
[JsonSerializable(typeof(CueApiMessageDigest))]
[JsonSerializable(typeof(CueApiTurnPass))]
internal sealed partial class CueApiSubscriptionJsonContext : JsonSerializerContext;
