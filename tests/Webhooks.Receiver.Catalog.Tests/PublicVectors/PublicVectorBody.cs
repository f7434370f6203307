using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Reads a vector's body in one of its encodings: utf8, base64, hex, or a text that is repeated.</summary>
internal static partial class PublicVectorBody
{
    public static byte[] Of(JsonElement vector)
    {
        if (!vector.TryGetProperty("body", out JsonElement body))
        {
            return [];
        }

        string encoding = vector.TryGetProperty("body_encoding", out JsonElement value) ? value.GetString() ?? "" : "";
        return encoding.ToLowerInvariant() switch
        {
            "base64" => Convert.FromBase64String(body.GetString()!),
            "hex" => Convert.FromHexString(body.GetString()!),
            "repeat" => Encoding.UTF8.GetBytes(Repeated(vector, body)),
            _ => body.ValueKind switch
            {
                JsonValueKind.String => Encoding.UTF8.GetBytes(body.GetString()!),
                JsonValueKind.Null => [],
                _ => Encoding.UTF8.GetBytes(body.GetRawText()),
            },
        };
    }

    /// <summary>{"text": "a", "count": 1000}, ["a", 1000], "a*1000", or "a" beside a member with the count.</summary>
    private static string Repeated(JsonElement vector, JsonElement body)
    {
        (string text, int count) = body.ValueKind switch
        {
            JsonValueKind.Object when body.TryGetProperty("byte", out JsonElement code) => (
                ((char)code.GetByte()).ToString(), Number(body.EnumerateObject().First(member => member.Name != "byte" && Number(member.Value) is not null).Value)!.Value),
            JsonValueKind.Object => (FirstText(body), FirstNumber(body)),
            JsonValueKind.Array => (body[0].GetString()!, Number(body[1])!.Value),
            _ when FirstNumberBeside(vector) is { } beside => (body.GetString()!, beside),
            _ => Product(body.GetString()!),
        };
        return new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
    }

    private static string FirstText(JsonElement json) =>
        json.EnumerateObject().First(member => member.Value.ValueKind == JsonValueKind.String && Number(member.Value) is null).Value.GetString()!;

    private static int FirstNumber(JsonElement json) =>
        Number(json.EnumerateObject().First(member => Number(member.Value) is not null).Value)!.Value;

    /// <returns>A whole number, or a text that is one.</returns>
    private static int? Number(JsonElement json) =>
        int.TryParse(json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    private static int? FirstNumberBeside(JsonElement vector)
    {
        foreach (string name in (string[])["body_count", "body_repeat", "body_times", "body_length", "body_repeat_count", "body_size", "repeat", "repeat_count", "count", "times", "length", "size", "n"])
        {
            if (vector.TryGetProperty(name, out JsonElement value) && Number(value) is { } count)
            {
                return count;
            }
        }

        return null;
    }

    private static (string Text, int Count) Product(string text)
    {
        Match match = TextTimesCount().Match(text);
        if (!match.Success)
        {
            match = CountTimesText().Match(text);
        }

        return match.Success ? (match.Groups["text"].Value, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)) : throw new FormatException("no count of a repeated body");
    }

    [GeneratedRegex(@"^(?<text>.+?)\s*[*x×:,| ]\s*(?<count>\d+)$", RegexOptions.Singleline)]
    private static partial Regex TextTimesCount();

    [GeneratedRegex(@"^(?<count>\d+)\s*[*x×:,| ]\s*(?<text>.+)$", RegexOptions.Singleline)]
    private static partial Regex CountTimesText();
}
