using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Webhooks.Receiver;

/// <summary>Reads authenticated JSON bodies. A <see cref="JsonException"/> quotes the body, so this class throws none.</summary>
internal static class JsonBody
{
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions _withDuplicates = new() { MaxDepth = MaxDepth };

    /// <summary>Reads any JSON object, strictly: UTF-8, no duplicate members at any depth, no more than 64 levels.</summary>
    /// <param name="body">The body.</param>
    /// <param name="findType">Finds the type that an object is read as, to name a duplicate member; null if the type is not known.</param>
    public static JsonBodyResult ReadObject(ReadOnlySpan<byte> body, Func<JsonElement, JsonTypeInfo?> findType)
    {
        // The parser checks the content of strings only when they are read.
        if (!Utf8.IsValid(body))
        {
            return JsonBodyResult.Malformed(WebhookFailureReason.NotJson);
        }

        try
        {
            return JsonBodyResult.FromRoot(JsonElement.Parse(body, _strict));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ReadRefused(UndecodableNames.Escape(body), findType);
        }
    }

    /// <returns>The member's text; null if it is absent or not text.</returns>
    public static string? GetString(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? GetText(value) : null;

    /// <returns>The member's text, or its number as it is written; null if the member is absent or neither.</returns>
    public static string? GetText(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? GetText(value) : null;

    /// <returns>The text, or the number as it is written; null if the value is neither.</returns>
    public static string? GetText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate: not text
        }
    }

    /// <returns>The member's text or whole number; null if it is absent or neither.</returns>
    public static string? GetId(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? IdJsonConverter.Read(value) : null;

    /// <returns>The member's time; null if it is absent, or has a form that <see cref="TimeJsonConverter"/> does not read.</returns>
    public static DateTimeOffset? GetTime(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? GetTime(value) : null;

    /// <returns>The time; null if the value has a form that <see cref="TimeJsonConverter"/> does not read.</returns>
    public static DateTimeOffset? GetTime(JsonElement value) =>
        WireTime.TryParseBodyTime(GetText(value), out DateTimeOffset instant) ? instant : null;

    /// <summary>Finds the reason why the strict parser refused a body. Reads the body if only the spelling of a name was at fault.</summary>
    private static JsonBodyResult ReadRefused(ReadOnlySpan<byte> body, Func<JsonElement, JsonTypeInfo?> findType)
    {
        if (FindFault(body) is { } fault)
        {
            return JsonBodyResult.Malformed(fault);
        }

        var result = JsonBodyResult.FromRoot(JsonElement.Parse(body, _withDuplicates));
        return result.IsObject && DuplicateMember.Find(result.Root, findType(result.Root)) is { } duplicate
            ? JsonBodyResult.Malformed(WebhookFailureReason.DuplicateMember, duplicate)
            : result;
    }

    private static WebhookFailureReason? FindFault(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
                {
                    return WebhookFailureReason.TooDeep;
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return WebhookFailureReason.NotJson;
        }
    }
}
