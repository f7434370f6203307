using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>Reads a form as a JSON object.</summary>
internal static class FormFields
{
    /// <returns>An object with a text for each field, or an array of texts for one that occurs several times.</returns>
    public static JsonElement Read(ReadOnlySpan<byte> form)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (IGrouping<string, string> field in Fields(Encoding.UTF8.GetString(form)).ToLookup(pair => pair.Key, pair => pair.Value))
            {
                writer.WritePropertyName(field.Key);
                Write(writer, [.. field]);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string[] values)
    {
        if (values is [{ } single])
        {
            writer.WriteStringValue(single);
            return;
        }

        writer.WriteStartArray();
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(string form) =>
        from pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let split = pair.IndexOf('=', StringComparison.Ordinal)
        let name = split < 0 ? pair : pair[..split]
        let value = split < 0 ? "" : pair[(split + 1)..]
        select KeyValuePair.Create(Decode(name), Decode(value));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
