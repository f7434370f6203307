using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds out whether the objects of a type keep members that they do not know.</summary>
internal static class JsonUnknownMembers
{
    /// <summary>Whether each object that a value of the type can contain keeps its unknown members.</summary>
    public static bool AreKept(JsonTypeInfo type) => AreKept(type, []);

    private static bool AreKept(JsonTypeInfo type, HashSet<Type> seen) => !seen.Add(type.Type) || type.Kind switch
    {
        JsonTypeInfoKind.Object => type.PolymorphismOptions is null && type.Properties.Any(member => member.IsExtensionData)
            && type.Properties.All(member => member.IsExtensionData || AreKept(member.PropertyType, type, seen)),
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => AreKept(type.ElementType!, type, seen),
        _ => true,
    };

    private static bool AreKept(Type inner, JsonTypeInfo outer, HashSet<Type> seen) =>
        !outer.Options.TryGetTypeInfo(inner, out JsonTypeInfo? type) || AreKept(type, seen);
}
