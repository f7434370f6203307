using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>The types that the serializer may meet while it reads a value: the value's own, and those of members and elements at any depth.</summary>
internal static class JsonTypeGraph
{
    /// <summary>Gets the types, each once. Leaves out types that a converter of a member reads, and those that the resolver does not know.</summary>
    /// <param name="root">The value's type.</param>
    /// <param name="options">Resolves the types.</param>
    public static IEnumerable<JsonTypeNode> GetTypes(Type root, JsonSerializerOptions options)
    {
        var seen = new HashSet<Type> { root };
        var open = new Queue<Type>(seen);
        while (open.TryDequeue(out Type? type))
        {
            JsonTypeNode node = Resolve(type, options);
            yield return node;
            foreach (Type inner in node.Info is { } info ? GetInner(info) : [])
            {
                if (seen.Add(inner))
                {
                    open.Enqueue(inner);
                }
            }
        }
    }

    /// <returns>Whether the serializer reads the member of an object; if not, it skips it.</returns>
    public static bool IsRead(JsonPropertyInfo member) => member is { Set: not null } or { AssociatedParameter: not null, Get: not null };

    private static JsonTypeNode Resolve(Type type, JsonSerializerOptions options)
    {
        try
        {
            options.TryGetTypeInfo(type, out JsonTypeInfo? info);
            return new JsonTypeNode(type, info, null);
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return new JsonTypeNode(type, null, e.Message);
        }
    }

    private static IEnumerable<Type> GetInner(JsonTypeInfo type) => Nullable.GetUnderlyingType(type.Type) is { } underlying ? [underlying] : type switch
    {
        { Kind: JsonTypeInfoKind.Object } => type.Properties
            .Where(member => IsRead(member) && member is { IsExtensionData: false, CustomConverter: null }).Select(member => member.PropertyType)
            .Concat(type.PolymorphismOptions?.DerivedTypes.Select(derived => derived.DerivedType) ?? []),
        { ElementType: { } element } => [element],
        _ => [],
    };
}
