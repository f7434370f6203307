using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>Reads members of JSON of any shape.</summary>
internal static class EventMember
{
    /// <returns>The texts of several members with dots between; null if there is none.</returns>
    public static string? Join(JsonElement json, params IReadOnlyList<string> names) =>
        string.Join('.', names.Select(name => Text(json, name))) is var text && text.Trim('.').Length > 0 ? text : null;

    /// <returns>The member; null if there is none, or this is no object.</returns>
    public static JsonElement? Get(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) ? value : null;

    /// <returns>The items of a member; none if it is no array.</returns>
    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Get(json, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <returns>Whether a member is true.</returns>
    public static bool IsTrue(JsonElement json, string name) => Get(json, name) is { ValueKind: JsonValueKind.True };

    /// <returns>The text or the number at a path of members; null if there is neither.</returns>
    public static string? Text(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (Get(json, name) is not { } value)
            {
                return null;
            }

            json = value;
        }

        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => json.GetString(),
                JsonValueKind.Number => json.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate: not text
        }
    }
}
