using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>A JSON object, or why a body is none. <see langword="default"/> is no object.</summary>
internal readonly record struct JsonBodyResult
{
    private JsonBodyResult(JsonElement root, WebhookFailureReason reason, string? member)
    {
        Root = root;
        Reason = reason;
        Member = member;
    }

    public bool IsObject => Root.ValueKind == JsonValueKind.Object;

    /// <summary>The root object; of no kind where there is none.</summary>
    public JsonElement Root { get; }

    /// <summary>Why there is no object.</summary>
    public WebhookFailureReason Reason { get; }

    /// <summary>The duplicate member, by the names that we know.</summary>
    public string? Member { get; }

    public static JsonBodyResult FromRoot(JsonElement root) => root.ValueKind == JsonValueKind.Object
        ? new(root, default, null)
        : new(default, WebhookFailureReason.NotAnObject, null);

    public static JsonBodyResult Malformed(WebhookFailureReason reason, string? member = null) => new(default, reason, member);
}
