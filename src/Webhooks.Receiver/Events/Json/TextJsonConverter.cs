using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>Reads text from a JSON string, or from a number as it is written, because providers change from one to the other.</summary>
internal sealed class TextJsonConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number when !reader.HasValueSequence => Encoding.ASCII.GetString(reader.ValueSpan),
        _ => throw new JsonException(),
    };

    /// <summary>Reads the key of a dictionary, which is not read by default.</summary>
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
