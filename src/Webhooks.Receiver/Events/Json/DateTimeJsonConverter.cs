using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>
/// Reads a time as <see cref="TimeJsonConverter"/> does, in UTC. The built-in converter would return the machine's local time for one with an offset.
/// </summary>
internal sealed class DateTimeJsonConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeJsonConverter.TryRead(ref reader, out DateTimeOffset instant) ? instant.UtcDateTime
        : reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out DateTime finer) ? ToUtc(finer) // with more than nine digits of a second
        : throw new JsonException();

    public override DateTime ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static DateTime ToUtc(DateTime time) =>
        time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
}
