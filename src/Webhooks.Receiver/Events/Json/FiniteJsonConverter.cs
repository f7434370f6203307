using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>
/// Reads a floating-point number, and refuses one that is too great for its type, or that is none: the built-in converter reads <c>1e400</c> as
/// infinity, and as text also <c>"NaN"</c>.
/// </summary>
/// <typeparam name="T">The type of the number.</typeparam>
/// <param name="handling">The forms to read; only with <see cref="JsonNumberHandling.AllowNamedFloatingPointLiterals"/> numbers that are not finite.</param>
internal sealed class FiniteJsonConverter<T>(JsonNumberHandling handling) : JsonConverter<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Creates the converter of a member that has a number handling of its own, which other converters cannot see.</summary>
    /// <returns>The converter; null if the type is neither <typeparamref name="T"/> nor its nullable type.</returns>
    public static JsonConverter? Create(Type type, JsonNumberHandling handling, JsonSerializerOptions options)
    {
        var converter = new FiniteJsonConverter<T>(handling);
        return type == typeof(T) ? converter
            : type == typeof(T?) ? JsonMetadataServices.GetNullableConverter(JsonMetadataServices.CreateValueInfo<T>(options, converter))
            : null;
    }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader switch
    {
        { HasValueSequence: true } => throw new JsonException(),
        { TokenType: JsonTokenType.Number } => Parse(reader.ValueSpan),
        { TokenType: JsonTokenType.String } when Allows(JsonNumberHandling.AllowNamedFloatingPointLiterals) && FindNamed(in reader) is { } named => named,
        { TokenType: JsonTokenType.String } when Allows(JsonNumberHandling.AllowReadingFromString) => ParseText(ref reader),
        { TokenType: JsonTokenType.PropertyName } => ParseText(ref reader),
        _ => throw new JsonException(),
    };

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(double.CreateChecked(value));

    private bool Allows(JsonNumberHandling form) => (handling & form) != 0;

    private static T? FindNamed(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("NaN"u8) ? T.NaN
        : reader.ValueTextEquals("Infinity"u8) ? T.PositiveInfinity
        : reader.ValueTextEquals("-Infinity"u8) ? T.NegativeInfinity
        : null;

    private static T ParseText(ref Utf8JsonReader reader) =>
        Parse(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan);

    private static T Parse(ReadOnlySpan<byte> number) =>
        T.TryParse(number, Style, CultureInfo.InvariantCulture, out T value) && T.IsFinite(value) ? value : throw new JsonException();
}
