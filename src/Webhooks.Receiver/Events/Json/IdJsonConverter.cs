using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>
/// Reads an id from a JSON string or from a whole number, digit by digit: providers change from one to the other, and ids of 19
/// digits do not fit into a floating-point number.
/// </summary>
internal sealed class IdJsonConverter : JsonConverter<string>
{
    private const int MaxDigits = 40;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => ReadDigits(ref reader),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string ReadDigits(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> digits = reader.ValueSpan;
        return !reader.HasValueSequence && digits.Length <= MaxDigits && !digits.ContainsAny(".eE"u8)
            ? Encoding.ASCII.GetString(digits)
            : throw new JsonException();
    }
}
