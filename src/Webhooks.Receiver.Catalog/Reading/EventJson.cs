using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Webhooks.Receiver.Catalog;

/// <summary>Reads bodies that may be JSON or forms.</summary>
internal static class EventJson
{
    public const string ContentType = "Content-Type";

    private static readonly WebhookMediaTypes _forms = new("application/x-www-form-urlencoded");

    public static bool TryRead(WebhookPayload payload, bool acceptsForms, bool unwrapsPayload, out JsonElement json, out WebhookFailureReason reason)
    {
        // The content type is not signed: it cannot make a form of what is JSON.
        if (!acceptsForms || IsJson(payload.Body) || !IsForm(payload.Headers))
        {
            return payload.TryReadJson(out json, out reason);
        }

        if (!Utf8.IsValid(payload.Body))
        {
            (json, reason) = (default, WebhookFailureReason.NotJson);
            return false;
        }

        (json, reason) = (FormFields.Read(payload.Body), default);
        return !unwrapsPayload
            || EventMember.Text(json, "payload") is not ['{', ..] text
            || new WebhookPayload(Encoding.UTF8.GetBytes(text), payload.Headers) { MaxJsonDepth = payload.MaxJsonDepth }.TryReadJson(out json, out reason);
    }

    /// <returns>Whether a body that may be a form is a JSON object or array.</returns>
    public static bool IsJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static bool IsForm(WebhookHeaders headers) =>
        headers[ContentType] is [{ } type] && !string.IsNullOrWhiteSpace(type) && _forms.Accepts(type);
}
