using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>A JSON value, or the reason why a body is not one. <see langword="default"/> is no value.</summary>
internal readonly record struct JsonBodyResult
{
    private JsonBodyResult(JsonElement root, WebhookFailureReason reason, string? member)
    {
        Root = root;
        Reason = reason;
        Member = member;
    }

    public bool IsRead => Root.ValueKind != JsonValueKind.Undefined;

    /// <summary>The value; undefined if there is none.</summary>
    public JsonElement Root { get; }

    /// <summary>The reason why there is no value.</summary>
    public WebhookFailureReason Reason { get; }

    /// <summary>The path of the duplicate member.</summary>
    public string? Member { get; }

    public static JsonBodyResult FromRoot(JsonElement root, bool isAnyValue) => isAnyValue || root.ValueKind == JsonValueKind.Object
        ? new(root, default, null)
        : new(default, WebhookFailureReason.NotAnObject, null);

    public static JsonBodyResult Malformed(WebhookFailureReason reason, string? member = null) => new(default, reason, member);
}
