using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>Changed copies of a JSON object. A path is the names of members joined by slashes; the root's is empty.</summary>
internal static class JsonEdit
{
    /// <summary>The path of every member of every object, outside arrays.</summary>
    public static IReadOnlyList<string> Members(byte[] body) => [.. Walk(Root(body), "").Select(member => member.Path)];

    /// <summary>The path of every object, outside arrays.</summary>
    public static IReadOnlyList<string> Objects(byte[] body) =>
        ["", .. Walk(Root(body), "").Where(member => member.Value.ValueKind == JsonValueKind.Object).Select(member => member.Path)];

    public static JsonElement At(byte[] body, string path) =>
        path.Length == 0 ? Root(body) : Walk(Root(body), "").Single(member => member.Path == path).Value;

    public static byte[] Without(byte[] body, string path) => Write(body, (at, written) => at == path ? null : written);

    /// <summary>With another value, which need not be valid JSON.</summary>
    public static byte[] With(byte[] body, string path, string json) =>
        Write(body, (at, written) => at == path ? $"\"{path.Split('/')[^1]}\":{json}" : written);

    /// <summary>With one more member at the end of an object, written as it shall stand there.</summary>
    public static byte[] Adding(byte[] body, string objectPath, string member) => Write(body, (_, written) => written, objectPath, member);

    /// <summary>With the members of every object in the opposite order.</summary>
    public static byte[] Reversed(byte[] body) => Write(body, (_, written) => written, isReversed: true);

    public static JsonElement Root(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    private static IEnumerable<(string Path, JsonElement Value)> Walk(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (JsonProperty member in value.EnumerateObject())
        {
            string at = Join(path, member.Name);
            yield return (at, member.Value);
            foreach ((string, JsonElement) below in Walk(member.Value, at))
            {
                yield return below;
            }
        }
    }

    private static byte[] Write(
        byte[] body, Func<string, string, string?> edit, string? objectPath = null, string addition = "", bool isReversed = false)
    {
        return Sender.Utf8(WriteValue(Root(body), ""));

        string WriteValue(JsonElement value, string path)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                return value.GetRawText();
            }

            List<string> members = [];
            foreach (JsonProperty member in value.EnumerateObject())
            {
                string at = Join(path, member.Name);
                if (edit(at, $"\"{JsonEncodedText.Encode(member.Name)}\":{WriteValue(member.Value, at)}") is { } written)
                {
                    members.Add(written);
                }
            }

            if (isReversed)
            {
                members.Reverse();
            }

            return $"{{{string.Join(',', path == objectPath ? [.. members, addition] : members)}}}";
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
