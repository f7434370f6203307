using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds out whether the objects of a type keep members that they do not know.</summary>
internal static class JsonUnknownMembers
{
    /// <summary>
    /// Whether each object that a value of the type can contain keeps its unknown members, has no member that the serializer skips, and is not
    /// read by a converter of the user.
    /// </summary>
    public static bool AreKept(JsonTypeInfo type) => AreKept(type, []);

    private static bool AreKept(JsonTypeInfo type, HashSet<Type> seen) => !seen.Add(type.Type) || type.Kind switch
    {
        JsonTypeInfoKind.Object => type.PolymorphismOptions is null && type.Properties.Any(member => member.IsExtensionData)
            && type.Properties.All(member => member.IsExtensionData || IsKept(member, type, seen)),
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => AreKept(type.ElementType!, type, seen),
        _ => !IsOfTheUser(type.Converter),
    };

    private static bool IsKept(JsonPropertyInfo member, JsonTypeInfo owner, HashSet<Type> seen)
    {
        bool isSkipped = member is { Set: null, AssociatedParameter: null } && owner.CreateObject is not null;
        return !isSkipped && !IsOfTheUser(member.CustomConverter) && AreKept(member.PropertyType, owner, seen);
    }

    private static bool AreKept(Type inner, JsonTypeInfo outer, HashSet<Type> seen) =>
        !outer.Options.TryGetTypeInfo(inner, out JsonTypeInfo? type) || AreKept(type, seen);

    private static bool IsOfTheUser(JsonConverter? converter) =>
        converter is not null && converter.GetType().Assembly != typeof(JsonConverter).Assembly && converter.GetType().Assembly != typeof(JsonUnknownMembers).Assembly;
}
