using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>
/// Resolves the types of a context by reflection, unless the app has switched that off, as trimmed and native apps do. Generated code is slower: it
/// collects the values of <c>init</c> and <c>required</c> members in an array, with boxes, and creates the object from it, without initial values.
/// </summary>
/// <param name="context">The context. Only its types are resolved.</param>
internal sealed class JsonEventResolver(JsonSerializerContext context) : IJsonTypeInfoResolver
{
    private static readonly DiscardingJsonConverter _discarding = new();

    private readonly IJsonTypeInfoResolver _generated = context.WithAddedModifier(RemoveIgnoredProperties).WithAddedModifier(KeepNumberHandling);
    private readonly IJsonTypeInfoResolver? _reflection =
        JsonSerializer.IsReflectionEnabledByDefault && RuntimeFeature.IsDynamicCodeSupported ? CreateReflection() : null;

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        JsonTypeInfo? generated = _generated.GetTypeInfo(type, options);
        return generated is { Kind: JsonTypeInfoKind.Object }
            && _reflection?.GetTypeInfo(type, options) is { } reflected && HasSameMembers(reflected, generated) ? reflected : generated;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Trimmed apps switch this reflection off. If one does not, the generated code keeps all members.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Not called where code cannot be generated at run time.")]
    private static IJsonTypeInfoResolver CreateReflection() =>
        new DefaultJsonTypeInfoResolver()
            .WithAddedModifier(RemoveIgnoredProperties).WithAddedModifier(KeepNumberHandling).WithAddedModifier(ReadTypeMember);

    /// <summary>
    /// Removes properties that are not part of the JSON: those that are ignored, and the identity, which the provider sets. Otherwise the
    /// serializer would discard a member with the name of such a property; without it, the member is kept among the unknown ones. A constructor
    /// cannot be called without the properties that belong to its parameters.
    /// </summary>
    private static void RemoveIgnoredProperties(JsonTypeInfo type)
    {
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            JsonPropertyInfo property = type.Properties[i];
            if (property is { Get: null, Set: null, IsExtensionData: false, AssociatedParameter: null } || property.PropertyType == typeof(DeliveryIdentity))
            {
                type.Properties.RemoveAt(i);
            }
        }
    }

    /// <summary>Passes the number handling of floating-point members to their converter. The serializer passes it to built-in converters only.</summary>
    private static void KeepNumberHandling(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo member in type.Properties)
        {
            if (member.CustomConverter is null && (member.NumberHandling ?? type.NumberHandling) is { } handling)
            {
                member.CustomConverter = FiniteJsonConverter<double>.Create(member.PropertyType, handling, type.Options)
                    ?? FiniteJsonConverter<float>.Create(member.PropertyType, handling, type.Options)
                    ?? FiniteJsonConverter<Half>.Create(member.PropertyType, handling, type.Options);
            }
        }
    }

    /// <summary>
    /// Has the event's type read and discarded, since the .NET type returns it. The serializer would ignore it, and not notice its duplicates.
    /// </summary>
    private static void ReadTypeMember(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo member in type.Properties)
        {
            if (member is { Set: null, AssociatedParameter: null } && member.PropertyType == typeof(string))
            {
                member.CustomConverter = _discarding;
                member.Set = (_, _) => { };
            }
        }
    }

    private static bool HasSameMembers(JsonTypeInfo reflected, JsonTypeInfo generated) =>
        reflected.Properties.Select(member => (member.Name, member.PropertyType)).ToHashSet()
            .SetEquals(generated.Properties.Select(member => (member.Name, member.PropertyType)));

    private sealed class DiscardingJsonConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip(); // also an object or a list
            return "";
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
