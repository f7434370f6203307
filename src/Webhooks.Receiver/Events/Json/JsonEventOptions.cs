using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>
/// The serializer options for the events of all our providers: scalars are read leniently, structure strictly. A provider's own context adds
/// its types and their naming only.
/// </summary>
internal static class JsonEventOptions
{
    public static JsonSerializerOptions Create(JsonSerializerContext context) => new(context.Options)
    {
        AllowDuplicateProperties = false,
        MaxDepth = JsonBody.MaxDepth,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
        Converters = { new TextJsonConverter(), new TimeJsonConverter(), new FlagJsonConverter() },
        TypeInfoResolver = new JsonEventResolver(context),
    };
}
