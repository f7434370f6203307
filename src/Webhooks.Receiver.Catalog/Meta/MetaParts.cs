using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>Takes a delivery of Meta apart: each event gets an object of the delivery's own shape, with nothing but this event in it.</summary>
internal static class MetaParts
{
    private static readonly string[] _lists = ["changes", "messaging", "standby"];

    public static WebhookParts Split(WebhookPayload payload)
    {
        if (!payload.TryReadJson(out JsonElement json, out WebhookFailureReason reason))
        {
            return WebhookParts.Malformed(reason);
        }

        ReadOnlyMemory<byte>[] parts =
        [
            .. from entry in EventMember.Items(json, "entry")
               from list in _lists
               from item in EventMember.Items(entry, list)
               select Part(json, entry, list, item),
        ];
        return WebhookParts.From(parts.Length > 0 ? parts : [payload.Body.ToArray()]);
    }

    private static ReadOnlyMemory<byte> Part(JsonElement json, JsonElement entry, string list, JsonElement item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in json.EnumerateObject().Where(member => member.Name != "entry"))
            {
                Write(writer, member);
            }

            writer.WriteStartArray("entry");
            writer.WriteStartObject();
            foreach (JsonProperty member in entry.EnumerateObject().Where(member => !_lists.Contains(member.Name)))
            {
                Write(writer, member);
            }

            writer.WriteStartArray(list);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(item), skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes a member as it was received: its text may be none, such as half of a surrogate pair.</summary>
    private static void Write(Utf8JsonWriter writer, JsonProperty member)
    {
        writer.WritePropertyName(member.Name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true); // it was parsed
    }
}
