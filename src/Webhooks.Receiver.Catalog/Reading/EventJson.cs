using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Webhooks.Receiver.Catalog;

/// <summary>Reads authenticated bodies strictly: UTF-8, no two members of one name, a limited depth. Throws nothing that quotes a body.</summary>
internal static class EventJson
{
    private const int LargestDepth = 1000; // to say why a body is refused

    /// <returns>Why there is no JSON; null if there is.</returns>
    public static WebhookFailureReason? Read(WebhookPayload payload, bool acceptsForms, out JsonElement json)
    {
        // The body says what it is: its content type is not signed.
        if (!acceptsForms || IsJson(payload.Body))
        {
            return Parse(payload, out json);
        }

        if (!Utf8.IsValid(payload.Body))
        {
            json = default;
            return WebhookFailureReason.NotJson;
        }

        json = FormFields.Read(payload.Body);
        return EventMember.Text(json, "payload") is ['{', ..] text ? Parse(Encoding.UTF8.GetBytes(text), payload.MaxJsonDepth, out json) : null;
    }

    /// <returns>Whether a body that may be a form or JSON is JSON.</returns>
    public static bool IsJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    public static WebhookFailureReason? Parse(WebhookPayload payload, out JsonElement json) => Parse(payload.Body, payload.MaxJsonDepth, out json);

    public static WebhookFailureReason? Parse(ReadOnlySpan<byte> body, int maxDepth, out JsonElement json) =>
        TryParse(body, maxDepth, allowDuplicates: false, out json) ? null
        : TryParse(body, LargestDepth, allowDuplicates: false, out _) ? WebhookFailureReason.TooDeep
        : TryParse(body, maxDepth, allowDuplicates: true, out _) ? WebhookFailureReason.DuplicateMember
        : WebhookFailureReason.NotJson;

    private static bool TryParse(ReadOnlySpan<byte> body, int maxDepth, bool allowDuplicates, out JsonElement json)
    {
        json = default;
        try
        {
            if (Utf8.IsValid(body)) // the parser checks the content of strings only when they are read
            {
                json = JsonElement.Parse(body, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = allowDuplicates });
                return true;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that is no text.
        }

        return false;
    }
}
