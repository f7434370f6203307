using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds out whether the serializer notices all duplicate members of the objects of a type.</summary>
internal static class JsonStrictness
{
    /// <summary>
    /// Whether each object that a value of the type can contain keeps its unknown members, has no member that the serializer skips, and is not
    /// read by a converter of the user. In what is skipped, and in what such a converter reads, duplicates go unnoticed.
    /// </summary>
    public static bool NoticesDuplicates(JsonTypeInfo type) =>
        JsonTypeGraph.GetTypes(type.Type, type.Options).All(node => node.Info is null || NoticesDuplicatesOf(node.Info));

    private static bool NoticesDuplicatesOf(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => type.PolymorphismOptions is null && type.Properties.Any(member => member.IsExtensionData)
            && type.Properties.All(member => member.IsExtensionData || NoticesDuplicatesIn(member, type)),
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => true,
        _ => !JsonReadability.IsOfTheUser(type.Converter),
    };

    private static bool NoticesDuplicatesIn(JsonPropertyInfo member, JsonTypeInfo owner) =>
        (JsonTypeGraph.IsRead(member) || (owner.CreateObject is null && member.Get is not null)) && !JsonReadability.IsOfTheUser(member.CustomConverter);
}
