using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>
/// Reads a member alone, by the converter and the number handling that its property has. The serializer offers no way to do that, so an object of
/// the same type is read that has no other member, and is not set.
/// </summary>
internal static class JsonMemberTrial
{
    private static readonly ConditionalWeakTable<JsonPropertyInfo, JsonTypeInfo> _types = [];

    /// <param name="member">The member's value.</param>
    /// <param name="property">The member.</param>
    /// <param name="owner">The type of its object.</param>
    /// <returns>Whether the value can be read; true if the member cannot be read alone.</returns>
    public static bool CanRead(JsonElement member, JsonPropertyInfo property, JsonTypeInfo owner)
    {
        try
        {
            JsonTypeInfo type = _types.GetValue(property, alone => CreateType(alone, owner));
            return type == owner || JsonSerializer.Deserialize($"{{\"{JsonEncodedText.Encode(property.Name)}\":{member.GetRawText()}}}", type) is not null;
        }
        catch (Exception)
        {
            return false; // any exception: the converter may be the user's
        }
    }

    /// <returns>The type with this property only; the type itself if it cannot be changed.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "No constructor is called, so that none has to be kept.")]
    private static JsonTypeInfo CreateType(JsonPropertyInfo property, JsonTypeInfo owner)
    {
        if (owner.Options.TypeInfoResolver?.GetTypeInfo(owner.Type, owner.Options) is not { IsReadOnly: false } type)
        {
            return owner;
        }

        type.CreateObject = () => RuntimeHelpers.GetUninitializedObject(owner.Type); // no code of the user's, which might refuse null
        type.OnDeserializing = null;
        type.OnDeserialized = null;
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { IsExtensionData: false } alone && alone.Name == property.Name)
            {
                alone.IsRequired = false;
                alone.ObjectCreationHandling = JsonObjectCreationHandling.Replace;
                alone.Set = static (_, _) => { };
            }
            else
            {
                type.Properties.RemoveAt(i);
            }
        }

        return type;
    }
}
