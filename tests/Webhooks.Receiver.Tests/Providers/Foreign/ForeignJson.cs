using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>What a user's providers share: strict JSON that never throws.</summary>
internal static class ForeignJson
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    public static JsonElement? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonElement.Parse(body, _strict) is { ValueKind: JsonValueKind.Object } root ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(JsonElement root, string name)
    {
        try
        {
            return root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate
        }
    }
}
