using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds the first object that has two members of one name.</summary>
internal static class DuplicateMember
{
    /// <param name="root">The value to search, at any depth.</param>
    /// <param name="type">The type that the value is read as; null if it is not known.</param>
    /// <returns>The duplicate member's <see cref="JsonMemberPath"/>; null if there is none.</returns>
    public static string? Find(JsonElement root, JsonTypeInfo? type) => Find(root, type, "");

    private static string? Find(JsonElement value, JsonTypeInfo? type, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => FindInObject(value, type, path),
        JsonValueKind.Array => FindInList(value, JsonMemberPath.GetElementType(type), JsonMemberPath.JoinElement(path)),
        _ => null,
    };

    private static string? FindInObject(JsonElement value, JsonTypeInfo? type, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string name = member.Name;
            JsonPropertyInfo? declared = JsonMemberPath.Find(type, name);
            string at = JsonMemberPath.Join(path, declared);
            if (!names.Add(name))
            {
                return at;
            }

            if (Find(member.Value, declared is null ? null : JsonMemberPath.GetMemberType(declared), at) is { } below)
            {
                return below;
            }
        }

        return null;
    }

    private static string? FindInList(JsonElement value, JsonTypeInfo? type, string path)
    {
        foreach (JsonElement element in value.EnumerateArray())
        {
            if (Find(element, type, path) is { } below)
            {
                return below;
            }
        }

        return null;
    }
}
