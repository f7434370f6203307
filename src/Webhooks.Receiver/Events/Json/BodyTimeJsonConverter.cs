using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>Reads an instant inside a body. Without an offset it is UTC; the built-in converter would take the machine's zone.</summary>
internal sealed class BodyTimeJsonConverter : JsonConverter<DateTimeOffset>
{
    private const int MaxLength = 64;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryRead(ref reader, out DateTimeOffset instant)
            ? instant
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    private static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset instant)
    {
        instant = default;
        long encodedLength = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (encodedLength > MaxLength)
        {
            return false;
        }

        Span<char> text = stackalloc char[MaxLength];
        return WireTime.TryParseBodyTime(text[..reader.CopyString(text)], out instant);
    }
}
