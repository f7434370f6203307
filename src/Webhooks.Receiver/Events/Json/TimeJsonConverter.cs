using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>
/// Reads a time in a body: ISO 8601, <c>yyyy-MM-dd HH:mm:ss</c>, or Unix seconds, with a fraction or without, or milliseconds, as a number or as text.
/// A time without an offset is UTC; the built-in converter would use the machine's time zone.
/// </summary>
internal sealed class TimeJsonConverter : JsonConverter<DateTimeOffset>
{
    private const int MaxLength = 64;

    /// <summary>Reads a time as this converter does.</summary>
    /// <returns>False if the value has another form.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset instant)
    {
        Span<char> text = stackalloc char[MaxLength];
        int length = reader switch
        {
            { HasValueSequence: true } or { ValueSpan.Length: > MaxLength } => 0,
            { TokenType: JsonTokenType.String or JsonTokenType.PropertyName } => reader.CopyString(text),
            { TokenType: JsonTokenType.Number } => Encoding.ASCII.GetChars(reader.ValueSpan, text),
            _ => 0,
        };
        return WireTime.TryParseBodyTime(text[..length], out instant);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(ref reader, out DateTimeOffset instant) ? instant : throw new JsonException();

    public override DateTimeOffset ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
