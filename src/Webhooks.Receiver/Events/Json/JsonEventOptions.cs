using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>
/// The serializer options for the events of all our providers: scalars are read leniently, structure strictly. A provider's own context adds
/// its types and their naming only.
/// </summary>
internal static class JsonEventOptions
{
    private const JsonNumberHandling NumberHandling = JsonNumberHandling.AllowReadingFromString;

    public static JsonSerializerOptions Create(JsonSerializerContext context) => new(context.Options)
    {
        AllowDuplicateProperties = false,
        MaxDepth = JsonBody.MaxDepth,
        NumberHandling = NumberHandling,
        RespectNullableAnnotations = true,
        Converters =
        {
            new TextJsonConverter(), new TimeJsonConverter(), new DateTimeJsonConverter(), new FlagJsonConverter(),
            new FiniteJsonConverter<double>(NumberHandling), new FiniteJsonConverter<float>(NumberHandling), new FiniteJsonConverter<Half>(NumberHandling),
        },
        TypeInfoResolver = new JsonEventResolver(context),
    };
}
