using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(InboxMetadata))]
internal sealed partial class InboxMetadataJsonContext : JsonSerializerContext;
