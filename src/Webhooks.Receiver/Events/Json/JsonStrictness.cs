using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds out whether the serializer notices all duplicate members of the objects of a type.</summary>
internal static class JsonStrictness
{
    /// <summary>
    /// Whether each object that a value of the type can contain keeps its unknown members, has no member that the serializer skips, and is not
    /// read by a converter of the user. In what is skipped, and in what such a converter reads, duplicates go unnoticed.
    /// </summary>
    public static bool NoticesDuplicates(JsonTypeInfo type) => NoticesDuplicates(type, []);

    private static bool NoticesDuplicates(JsonTypeInfo type, HashSet<Type> seen) => !seen.Add(type.Type) || type.Kind switch
    {
        JsonTypeInfoKind.Object => type.PolymorphismOptions is null && type.Properties.Any(member => member.IsExtensionData)
            && type.Properties.All(member => member.IsExtensionData || NoticesDuplicatesIn(member, type, seen)),
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => NoticesDuplicates(type.ElementType!, type, seen),
        _ => !IsOfTheUser(type.Converter),
    };

    private static bool NoticesDuplicatesIn(JsonPropertyInfo member, JsonTypeInfo owner, HashSet<Type> seen)
    {
        bool isSkipped = member is { Set: null, AssociatedParameter: null } && owner.CreateObject is not null;
        return !isSkipped && !IsOfTheUser(member.CustomConverter) && NoticesDuplicates(member.PropertyType, owner, seen);
    }

    private static bool NoticesDuplicates(Type inner, JsonTypeInfo outer, HashSet<Type> seen) =>
        !outer.Options.TryGetTypeInfo(inner, out JsonTypeInfo? type) || NoticesDuplicates(type, seen);

    private static bool IsOfTheUser(JsonConverter? converter) =>
        converter is not null && converter.GetType().Assembly != typeof(JsonConverter).Assembly && converter.GetType().Assembly != typeof(JsonStrictness).Assembly;
}
