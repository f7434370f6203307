using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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
        TypeInfoResolver = context.WithAddedModifier(RemoveIgnoredProperties).WithAddedModifier(JsonInitMembers.SetDirectly),
    };

    /// <summary>
    /// Removes properties that are not part of the JSON. Otherwise the serializer would discard a member with the name of such a property;
    /// without it, the member is kept among the unknown ones.
    /// </summary>
    private static void RemoveIgnoredProperties(JsonTypeInfo type)
    {
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { Get: null, Set: null, IsExtensionData: false })
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
