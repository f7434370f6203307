using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Benchmarks.HandWritten;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HandWrittenEvent))]
[JsonSerializable(typeof(HandWrittenClick))]
internal sealed partial class HandWrittenJsonContext : JsonSerializerContext;
