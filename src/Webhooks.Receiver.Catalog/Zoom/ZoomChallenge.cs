using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>The challenge of Zoom, which wants its text signed with the secret.</summary>
internal static class ZoomChallenge
{
    /// <summary>A longer text could be what Zoom signs of a delivery; its tokens have 22 characters.</summary>
    private const int MaxLength = 64;

    public static WebhookAnswer? Answer(JsonElement json, IReadOnlyList<string> secrets)
    {
        if (EventMember.Text(json, "event") != "endpoint.url_validation" || EventMember.Text(json, "payload", "plainToken") is not { Length: <= MaxLength } token)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("plainToken", token);
            writer.WriteString("encryptedToken", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secrets[0]), Encoding.UTF8.GetBytes(token))));
            writer.WriteEndObject();
        }

        return WebhookAnswer.Json(buffer.WrittenMemory);
    }
}
