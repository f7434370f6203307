using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>
/// Reads an id from a JSON string, or from the digits of a whole number: providers change from one to the other, and a floating-point
/// number cannot hold ids of 19 digits. A number with a fraction or an exponent may have lost digits, and is not an id.
/// </summary>
internal sealed class IdJsonConverter : JsonConverter<string>
{
    private const int MaxDigits = 40;

    /// <summary>Reads an id as this converter does.</summary>
    /// <returns>The id; null if the value is not an id.</returns>
    public static string? Read(JsonElement value)
    {
        string? text = JsonBody.GetText(value);
        return value.ValueKind != JsonValueKind.Number || IsWholeNumber(text) ? text : null;
    }

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => ReadDigits(ref reader),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string ReadDigits(ref Utf8JsonReader reader)
    {
        string? digits = reader.HasValueSequence || reader.ValueSpan.Length > MaxDigits ? null : Encoding.ASCII.GetString(reader.ValueSpan);
        return IsWholeNumber(digits) ? digits! : throw new JsonException();
    }

    private static bool IsWholeNumber(string? number) => number is { Length: <= MaxDigits } && !number.AsSpan().ContainsAny(".eE");
}
