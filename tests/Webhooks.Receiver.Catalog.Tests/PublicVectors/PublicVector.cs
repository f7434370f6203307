using System.Globalization;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>A signature that somebody published: with what it was made, whether it is valid, and whether it is the sender's challenge, which no handler gets.</summary>
internal sealed record PublicVector(
    string Name, string Scheme, string Algorithm, string[] Secrets, KeyValuePair<string, string>[] Headers, string Method, string? Url, byte[] Body,
    DateTimeOffset? Now, bool IsValid, bool IsHandshake = false)
{
    /// <summary>Reads a file: a list of vectors, or an object with such a list.</summary>
    public static IReadOnlyList<JsonElement> Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        JsonElement list = document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().First(member => member.Value.ValueKind == JsonValueKind.Array).Value
            : document.RootElement;
        return [.. list.EnumerateArray().Select(json => json.Clone())];
    }

    public static PublicVector Read(JsonElement json) => new(
        Text(json, "name") ?? "unnamed",
        Text(json, "scheme") ?? "",
        Text(json, "algorithm") ?? "",
        json.TryGetProperty("secret", out JsonElement secret) || json.TryGetProperty("secrets", out secret) ? TextsOf(secret) : [],
        json.TryGetProperty("headers", out JsonElement headers) ? HeadersOf(headers) : [],
        (Text(json, "method") ?? "POST").ToUpperInvariant(),
        Text(json, "url"),
        PublicVectorBody.Of(json),
        json.TryGetProperty("now", out JsonElement now) ? TimeOf(now) : null,
        json.GetProperty("expected_valid").GetBoolean(),
        json.TryGetProperty("handshake", out JsonElement handshake) && handshake.ValueKind == JsonValueKind.True);

    public override string ToString() => $"{Scheme}: {Name}";

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] TextsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => [.. json.EnumerateArray().SelectMany(TextsOf)],
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => [json.GetRawText()],
    };

    /// <summary>An object, whose values may be lists; or a list of pairs or of objects with name and value.</summary>
    private static KeyValuePair<string, string>[] HeadersOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => [.. from header in json.EnumerateObject() from value in TextsOf(header.Value) select KeyValuePair.Create(header.Name, value)],
        JsonValueKind.Array => [.. from pair in json.EnumerateArray()
                                   let isObject = pair.ValueKind == JsonValueKind.Object
                                   from value in TextsOf(isObject ? pair.GetProperty("value") : pair[1])
                                   select KeyValuePair.Create((isObject ? pair.GetProperty("name") : pair[0]).GetString()!, value)],
        _ => [],
    };

    /// <summary>Unix seconds or milliseconds as a number or a text, or ISO 8601.</summary>
    private static DateTimeOffset? TimeOf(JsonElement json)
    {
        string text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(number < 100_000_000_000m ? number * 1000 : number))
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
            : json.ValueKind == JsonValueKind.Null ? null
            : throw new FormatException("a time of no known form");
    }
}
