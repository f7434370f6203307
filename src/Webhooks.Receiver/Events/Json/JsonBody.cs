using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Webhooks.Receiver;

/// <summary>
/// Reads verified JSON bodies. A <see cref="JsonException"/> quotes the body, so none leaves this class.
/// </summary>
internal static class JsonBody
{
    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };
    private static readonly JsonReaderOptions _reading = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// Finds one string among the root object's own members without reading the rest: the first of that name, since bodies with
    /// duplicates are refused by whoever reads them whole.
    /// </summary>
    /// <returns>The text, or null where the body is not an object with such a non-empty string.</returns>
    public static string? FindString(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        // The JSON reader leaves the inside of strings unchecked until somebody asks for them.
        if (!Utf8.IsValid(body))
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(body, _reading);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isFound = reader.ValueTextEquals(name);
                reader.Read();
                if (isFound)
                {
                    return reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text ? text : null;
                }

                reader.Skip();
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads a body of a known type.</summary>
    /// <returns>The event, or null and where reading stopped: the body may be malformed or just of another shape.</returns>
    public static T? Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> typeInfo, out WebhookReadError? error)
        where T : class
    {
        try
        {
            error = null;
            return JsonSerializer.Deserialize(body, typeInfo);
        }
        catch (JsonException e)
        {
            error = WebhookReadError.Of(e);
            return null;
        }
    }

    /// <summary>Reads any JSON object, strictly: UTF-8, no duplicate members at any depth, no more than 64 levels.</summary>
    /// <returns>The root object, or null where the body is malformed.</returns>
    public static JsonElement? ReadObject(ReadOnlySpan<byte> body)
    {
        try
        {
            return Utf8.IsValid(body) && JsonElement.Parse(body, _strict) is { ValueKind: JsonValueKind.Object } root ? root : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <returns>The member's text, or null where it is absent or no string.</returns>
    public static string? GetString(JsonElement root, string name)
    {
        try
        {
            return root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate: no text at all
        }
    }

    /// <returns>The member's instant, or null where it is absent or of another form.</returns>
    public static DateTimeOffset? GetTime(JsonElement root, string name) =>
        GetString(root, name) is { } text && WireTime.TryParseBodyTime(text, out DateTimeOffset instant) ? instant : null;

    /// <returns>The member's instant, or null where it is absent or of none of the forms that <see cref="LenientTimeJsonConverter"/> reads.</returns>
    public static DateTimeOffset? GetLenientTime(JsonElement root, string name)
    {
        return WireTime.TryParseLenient(GetId(root, name), out DateTimeOffset instant) ? instant : null;
    }

    /// <returns>The member's text or digits, or null where it is absent or neither.</returns>
    public static string? GetId(JsonElement root, string name) =>
        GetString(root, name)
        ?? (root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null);
}
