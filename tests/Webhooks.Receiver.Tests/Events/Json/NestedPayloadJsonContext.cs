using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NestedPayload))]
internal sealed partial class NestedPayloadJsonContext : JsonSerializerContext;
