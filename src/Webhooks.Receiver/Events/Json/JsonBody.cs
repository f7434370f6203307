using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Webhooks.Receiver;

/// <summary>Reads authenticated JSON bodies. A <see cref="JsonException"/> quotes the body, so this class throws none.</summary>
internal static class JsonBody
{
    /// <summary>The levels that a body may have, unless its endpoint allows more.</summary>
    public const int MaxDepth = 64;

    /// <summary>The most levels that an endpoint can allow.</summary>
    public const int LargestMaxDepth = 1000;

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions _strictAndDeep = new() { AllowDuplicateProperties = false, MaxDepth = LargestMaxDepth };
    private static readonly JsonDocumentOptions _withDuplicates = new() { MaxDepth = LargestMaxDepth };

    /// <summary>Compares the levels of a body with those that its endpoint allows. Costs nothing for endpoints that allow the usual ones.</summary>
    /// <param name="body">The body.</param>
    /// <param name="maxDepth">The levels that the endpoint allows.</param>
    /// <param name="isDeep">Whether the body is allowed, and has more levels than the usual readers read.</param>
    /// <returns>Whether the body has too many levels. False if that is not known, as for a body that is not JSON.</returns>
    public static bool IsTooDeep(ReadOnlySpan<byte> body, int maxDepth, out bool isDeep)
    {
        isDeep = false;
        if (maxDepth == MaxDepth)
        {
            return false;
        }

        isDeep = maxDepth > MaxDepth && FindFault(body, MaxDepth) == WebhookFailureReason.TooDeep;
        return (isDeep || maxDepth < MaxDepth) && FindFault(body, maxDepth) == WebhookFailureReason.TooDeep;
    }

    /// <summary>Reads an object, or any JSON value, strictly: UTF-8, no duplicate members at any depth.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isDeep">Whether it has more levels than usual, and is allowed to.</param>
    /// <param name="findType">Finds the type that a value is read as, to name a duplicate member; null if the type is not known.</param>
    /// <param name="isAnyValue">Whether the root may be another value than an object.</param>
    public static JsonBodyResult Read(ReadOnlySpan<byte> body, bool isDeep, Func<JsonElement, JsonTypeInfo?> findType, bool isAnyValue = false)
    {
        // The parser checks the content of strings only when they are read.
        if (!Utf8.IsValid(body))
        {
            return JsonBodyResult.Malformed(WebhookFailureReason.NotJson);
        }

        try
        {
            return JsonBodyResult.FromRoot(JsonElement.Parse(body, isDeep ? _strictAndDeep : _strict), isAnyValue);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ReadRefused(UndecodableNames.Escape(body), isDeep ? LargestMaxDepth : MaxDepth, findType, isAnyValue);
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
    private static JsonBodyResult ReadRefused(ReadOnlySpan<byte> body, int maxDepth, Func<JsonElement, JsonTypeInfo?> findType, bool isAnyValue)
    {
        if (FindFault(body, maxDepth) is { } fault)
        {
            return JsonBodyResult.Malformed(fault);
        }

        var result = JsonBodyResult.FromRoot(JsonElement.Parse(body, _withDuplicates), isAnyValue);
        return result.IsRead && DuplicateMember.Find(result.Root, findType(result.Root)) is { } duplicate
            ? JsonBodyResult.Malformed(WebhookFailureReason.DuplicateMember, duplicate)
            : result;
    }

    private static WebhookFailureReason? FindFault(ReadOnlySpan<byte> body, int maxDepth)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= maxDepth)
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
