using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DailySync))]
[JsonSerializable(typeof(DailySync[]))]
[JsonSerializable(typeof(string))]
internal sealed partial class DailySyncJsonContext : JsonSerializerContext;
