using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>Reads a boolean, also from the number or the text of one: <c>1</c>, <c>0</c>, <c>"true"</c>, <c>"0"</c>. Case makes no difference.</summary>
internal sealed class FlagJsonConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when reader.TryGetInt32(out int number) && number is 0 or 1 => number == 1,
        JsonTokenType.String or JsonTokenType.PropertyName => Parse(reader.GetString()),
        _ => throw new JsonException(),
    };

    public override bool ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);

    private static bool Parse(string? text) => text is "1" || (text is not "0" && (bool.TryParse(text, out bool value) ? value : throw new JsonException()));
}
