using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds the members of an object that the serializer cannot read, by trying each one. Used for one object.</summary>
internal sealed class JsonMemberCheck
{
    /// <summary>The most unreadable members in a list; with more, the whole list is unreadable. Each of them costs an exception.</summary>
    private const int MaxUnreadableInLists = 64;

    private readonly List<UnreadableMember> _optional = [];

    /// <summary>The optional members that cannot be read.</summary>
    public IReadOnlyList<UnreadableMember> Optional => _optional;

    /// <param name="value">The value to try.</param>
    /// <param name="type">The type to read it as.</param>
    /// <param name="path">Its path.</param>
    /// <returns>The path of the value or required member that cannot be read; null if only optional members cannot be read.</returns>
    public string? FindUnreadable(JsonElement value, JsonTypeInfo type, string path = "") => FindIn(value, type, path, JsonPlace.Root);

    private string? FindIn(JsonElement value, JsonTypeInfo type, string path, JsonPlace place) => type.Kind switch
    {
        _ when !RuntimeHelpers.TryEnsureSufficientExecutionStack() => path, // a type of the user's may contain itself, 1,000 levels deep
        JsonTypeInfoKind.Object when !type.Type.IsValueType && type.PolymorphismOptions is null => FindInObject(value, type, path, place),
        JsonTypeInfoKind.Enumerable when JsonMemberPath.GetElementType(type) is { Kind: JsonTypeInfoKind.Object } element =>
            FindInList(value, element, path, place),
        _ => CanRead(value, type) ? null : path,
    };

    private string? FindInObject(JsonElement value, JsonTypeInfo type, string path, JsonPlace place)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return path;
        }

        int found = _optional.Count;
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.IsExtensionData || property is { Set: null, AssociatedParameter: null })
            {
                continue;
            }

            string at = JsonMemberPath.Join(path, property);
            bool isPresent = TryGetMember(value, property, out JsonElement member);
            string? unreadable = isPresent ? FindInMember(member, property, at, place) : property.IsRequired ? at : null;
            if (unreadable is null)
            {
                continue;
            }

            if (property.IsRequired || !CanBeNull(property))
            {
                RemoveFrom(found);
                return unreadable;
            }

            _optional.Add(new UnreadableMember(at, place, property.Name, member));
        }

        return null;
    }

    private static bool TryGetMember(JsonElement value, JsonPropertyInfo property, out JsonElement member)
    {
        if (!property.Options.PropertyNameCaseInsensitive)
        {
            return value.TryGetProperty(property.Name, out member);
        }

        member = value.EnumerateObject().LastOrDefault(pair => pair.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase)).Value;
        return member.ValueKind != JsonValueKind.Undefined;
    }

    private string? FindInMember(JsonElement member, JsonPropertyInfo property, string path, JsonPlace place)
    {
        if (member.ValueKind == JsonValueKind.Null && !property.PropertyType.IsValueType)
        {
            return property.IsSetNullable ? null : path;
        }

        return property.CustomConverter switch
        {
            null => FindIn(member, JsonMemberPath.GetMemberType(property), path, place.Member(property)),
            IdJsonConverter => IdJsonConverter.Read(member) is null ? path : null,
            _ => null, // a converter of another library or the user, which cannot be tried alone
        };
    }

    private string? FindInList(JsonElement value, JsonTypeInfo element, string path, JsonPlace place)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return path;
        }

        int found = _optional.Count;
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            string? unreadable = item.ValueKind == JsonValueKind.Null
                ? null // the serializer accepts null in any list
                : FindIn(item, element, JsonMemberPath.JoinElement(path), place.Element(index));
            if (unreadable is not null || _optional.Count - found > MaxUnreadableInLists)
            {
                RemoveFrom(found);
                return unreadable ?? path;
            }

            index++;
        }

        return null;
    }

    /// <summary>Removes the members found in an object that is itself unreadable.</summary>
    private void RemoveFrom(int from) => _optional.RemoveRange(from, _optional.Count - from);

    private static bool CanBeNull(JsonPropertyInfo property) =>
        property.IsSetNullable && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null);

    private static bool CanRead(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            value.Deserialize(type);
            return true;
        }
        catch (Exception)
        {
            return false; // any exception: a payload's type is the user's own, and so are its converters
        }
    }
}
