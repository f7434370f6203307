using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds types that the serializer cannot read, whatever is sent. Otherwise the first events would show them.</summary>
internal static class JsonReadability
{
    /// <param name="root">The type of an event or of a payload.</param>
    /// <param name="options">The serializer options that it is read with.</param>
    /// <returns>A sentence on what cannot be read, and what to do; null if all can be, or it is not known before something is sent.</returns>
    public static string? FindError(Type root, JsonSerializerOptions options)
    {
        foreach (JsonTypeNode node in JsonTypeGraph.GetTypes(root, options))
        {
            if ((node.Error ?? (node.Info is { } info ? FindFault(info) : null)) is { } fault)
            {
                string inner = node.Type == root ? "" : $", which {root.Name} contains";
                return $"The serializer cannot read {node.Type.Name}{inner}: {fault.TrimEnd('.')}. Give {node.Type.Name} a constructor that the serializer "
                    + "can use ([JsonConstructor]), a converter that fits ([JsonConverter]), or leave the member out ([JsonIgnore]).";
            }
        }

        return null;
    }

    /// <returns>Whether a converter belongs neither to the serializer nor to this library.</returns>
    public static bool IsOfTheUser(JsonConverter? converter) =>
        converter is not null && converter.GetType().Assembly != typeof(JsonConverter).Assembly && converter.GetType().Assembly != typeof(JsonReadability).Assembly;

    private static string? FindFault(JsonTypeInfo type) => type.Kind switch
    {
        // An interface or abstract class: senders may leave the member out, or a derived type is created.
        _ when type.Type.IsAbstract || IsOfTheUser(type.Converter) || Nullable.GetUnderlyingType(type.Type) is not null => null,
        JsonTypeInfoKind.Object when type.CreateObject is not null => null,
        JsonTypeInfoKind.Object => FindFault(type, "{", e => e is NotSupportedException ? "it has no constructor that it can use" : e.Message),
        JsonTypeInfoKind.Enumerable => FindFault(type, "[]", DescribeUnsupported),
        JsonTypeInfoKind.Dictionary => FindFault(type, "{}", DescribeUnsupported),
        _ => FindFault(type, "0", DescribeUnsupported),
    };

    private static string? DescribeUnsupported(Exception e) => e is NotSupportedException ? "it is of a kind that the serializer does not support" : null;

    /// <summary>
    /// Reads some JSON of the kind that the type is read from. Half an object is enough to select the constructor, and runs no code of the user's.
    /// </summary>
    private static string? FindFault(JsonTypeInfo type, string json, Func<Exception, string?> describe)
    {
        try
        {
            JsonSerializer.Deserialize(json, type);
            return null;
        }
        catch (Exception e)
        {
            return e is JsonException ? null : describe(e);
        }
    }
}
