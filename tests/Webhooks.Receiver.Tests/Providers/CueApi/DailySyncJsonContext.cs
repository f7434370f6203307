using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DailySync))]
internal sealed partial class DailySyncJsonContext : JsonSerializerContext;
