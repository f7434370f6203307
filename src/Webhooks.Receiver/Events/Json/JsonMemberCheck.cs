using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds the members of an object that the serializer cannot read, by trying each one. Used for one object.</summary>
internal sealed class JsonMemberCheck
{
    /// <summary>The most unreadable members in a list; with more, the whole list is unreadable. Each of them costs an exception.</summary>
    private const int MaxUnreadableInLists = 64;

    /// <summary>The bytes that trials of whole objects may read: so many, and so many times those of the root. An exception counts as some too.</summary>
    private const long MinBytesToTry = 1 << 20;
    private const long MaxRootsToTry = 64;
    private const int BytesOfAnException = 8192;

    private readonly List<UnreadableMember> _optional = [];
    private long _bytesToTry;

    /// <summary>The optional members that cannot be read.</summary>
    public IReadOnlyList<UnreadableMember> Optional => _optional;

    /// <param name="value">The value to try.</param>
    /// <param name="type">The type to read it as.</param>
    /// <param name="path">Its path.</param>
    /// <returns>The path of the value or required member that cannot be read; null if only optional members cannot be read.</returns>
    public string? FindUnreadable(JsonElement value, JsonTypeInfo type, string path = "") => FindIn(value, type, path, JsonPlace.Root);

    /// <summary>
    /// Creates a check that also finds values that can be read alone, but that an object does not accept, since its setter or constructor
    /// throws. It tries each object with all of its members, and then without some.
    /// </summary>
    /// <param name="root">The value to check.</param>
    public static JsonMemberCheck WithObjects(JsonElement root) =>
        new() { _bytesToTry = MinBytesToTry + (JsonMarshal.GetRawUtf8Value(root).Length * MaxRootsToTry) };

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
        List<UnreadableMember> readable = [];
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.IsExtensionData || !JsonTypeGraph.IsRead(property))
            {
                continue;
            }

            string at = JsonMemberPath.Join(path, property);
            bool isPresent = TryGetMember(value, property, out JsonElement member);
            string? unreadable = isPresent ? FindInMember(member, property, type, at, place) : property.IsRequired ? at : null;
            bool isOptional = !property.IsRequired && CanBeNull(property);
            if (unreadable is not null && !isOptional)
            {
                RemoveFrom(found);
                return unreadable;
            }

            if (isPresent && isOptional)
            {
                (unreadable is null ? readable : _optional).Add(new UnreadableMember(at, place, property.Name, member));
            }
        }

        return _bytesToTry > 0 && !CanReadObject(value, type, found) ? FindRefused(value, type, path, readable, found) : null;
    }

    /// <summary>Finds the members that an object does not accept, by taking all out that are optional, and putting each in again.</summary>
    private string? FindRefused(JsonElement value, JsonTypeInfo type, string path, List<UnreadableMember> readable, int found)
    {
        _optional.AddRange(readable);
        if (!CanReadObject(value, type, found))
        {
            RemoveFrom(found);
            return path;
        }

        foreach (UnreadableMember member in readable)
        {
            if (_bytesToTry <= 0)
            {
                RemoveFrom(found);
                return path;
            }

            _optional.Remove(member);
            if (!CanReadObject(value, type, found))
            {
                _optional.RemoveAll(inner => JsonMarshal.GetRawUtf8Value(member.Value).Overlaps(JsonMarshal.GetRawUtf8Value(inner.Value)));
                _optional.Add(member);
            }
        }

        return null;
    }

    /// <summary>Whether an object can be read without the members found in it so far.</summary>
    private bool CanReadObject(JsonElement value, JsonTypeInfo type, int found)
    {
        byte[] json = JsonNulls.Copy(value, _optional.Skip(found));
        _bytesToTry -= json.Length;
        try
        {
            JsonSerializer.Deserialize(json, type);
            return true;
        }
        catch (Exception)
        {
            _bytesToTry -= BytesOfAnException;
            return false; // any exception, as below
        }
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

    private string? FindInMember(JsonElement member, JsonPropertyInfo property, JsonTypeInfo owner, string path, JsonPlace place)
    {
        if (member.ValueKind == JsonValueKind.Null && !property.PropertyType.IsValueType)
        {
            return property.IsSetNullable ? null : path;
        }

        return !HasRulesOfItsOwn(property, owner) ? FindIn(member, JsonMemberPath.GetMemberType(property), path, place.Member(property))
            : JsonMemberTrial.CanRead(member, property, owner) ? null
            : path;
    }

    /// <summary>Whether the member's values are not always read as other values of its type.</summary>
    private static bool HasRulesOfItsOwn(JsonPropertyInfo property, JsonTypeInfo owner) => property.CustomConverter is not null
        || ((property.NumberHandling ?? owner.NumberHandling) is not null
            && JsonMemberPath.GetMemberType(property) is var type && (JsonMemberPath.GetElementType(type) ?? type).Kind == JsonTypeInfoKind.None);

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
