using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Webhooks.Receiver;

/// <summary>Reads verified JSON bodies. A <see cref="JsonException"/> quotes the body, so none leaves this class.</summary>
internal static class JsonBody
{
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions _withDuplicates = new() { MaxDepth = MaxDepth };

    /// <summary>Reads any JSON object, strictly: UTF-8, no duplicate members at any depth, no more than 64 levels.</summary>
    /// <param name="body">The body.</param>
    /// <param name="findType">Finds what an object is read as, so that a duplicate member can be named; null where nothing is known of it.</param>
    public static JsonBodyResult ReadObject(ReadOnlySpan<byte> body, Func<JsonElement, JsonTypeInfo?> findType)
    {
        // The parser leaves the inside of strings unchecked until somebody asks for them.
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

    /// <returns>The member's text; null where it is absent or no text.</returns>
    public static string? GetString(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? GetText(value) : null;

    /// <returns>The member's text, a number's as it is written; null where the member is absent or neither.</returns>
    public static string? GetText(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? GetText(value) : null;

    /// <returns>The text, a number's as it is written; null where the value is neither.</returns>
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
            return null; // a lone surrogate: no text at all
        }
    }

    /// <returns>The member's text or whole number, or null where it is absent or neither.</returns>
    public static string? GetId(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? IdJsonConverter.Read(value) : null;

    /// <returns>The member's instant, or null where it is absent or of none of the forms that <see cref="TimeJsonConverter"/> reads.</returns>
    public static DateTimeOffset? GetTime(JsonElement root, string name) =>
        WireTime.TryParseBodyTime(GetText(root, name), out DateTimeOffset instant) ? instant : null;

    /// <summary>Says what is wrong with a body that the strict parser refused, or reads it where the fault was only how a name is spelled.</summary>
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
