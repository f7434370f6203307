using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

/// <summary>Types of the user's own with members of many scalar types.</summary>
internal static partial class ScalarTypes
{
    public static WebhookParseResult<Event> Parse(string json) => ((TypesProvider<Event>)Event.Provider).Parse(json);

    internal abstract record Event : WebhookObject, IWebhookEvent<Event>
    {
        public static WebhookProvider<Event> Provider { get; } = new TypesProvider<Event>(ScalarContext.Default, (type, error) => new Unknown(type, error));

        public string Type => GetType().Name;

        public DeliveryIdentity Identity { get; set; }

        public string? Note { get; init; }
    }

    internal sealed record Unknown(string Name, WebhookReadError? Error) : Event;

    internal sealed record Numbers : Event
    {
        public double? Double { get; init; }

        public float? Float { get; init; }

        public Half? Half { get; init; }

        public decimal? Decimal { get; init; }

        public int? Int { get; init; }

        public long? Long { get; init; }

        public ulong? Ulong { get; init; }

        public byte? Byte { get; init; }

        public List<double>? Doubles { get; init; }

        public Dictionary<double, float>? Floats { get; init; }

        [JsonNumberHandling(JsonNumberHandling.Strict)]
        public double? Strict { get; init; }

        [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
        public double? Named { get; init; }
    }

    internal sealed record Others : Event
    {
        public DateTime? DateTime { get; init; }

        public DateTimeOffset? Instant { get; init; }

        public DateOnly? Date { get; init; }

        public TimeOnly? Time { get; init; }

        public TimeSpan? Span { get; init; }

        public Guid? Guid { get; init; }

        public DayOfWeek? Day { get; init; }

        [JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))]
        public DayOfWeek? DayName { get; init; }

        public Uri? Uri { get; init; }

        public Version? Version { get; init; }

        public char? Letter { get; init; }

        public bool? Flag { get; init; }

        public byte[]? Bytes { get; init; }

        public IReadOnlyDictionary<DateTime, int>? Times { get; init; }
    }

    internal sealed record RequiredDateTime : Event
    {
        public required DateTime DateTime { get; init; }
    }

    internal sealed record RequiredDouble : Event
    {
        public required double Double { get; init; }
    }

    internal sealed record RequiredInt : Event
    {
        public required int Int { get; init; }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Numbers))]
    [JsonSerializable(typeof(Others))]
    [JsonSerializable(typeof(RequiredDateTime))]
    [JsonSerializable(typeof(RequiredDouble))]
    [JsonSerializable(typeof(RequiredInt))]
    internal sealed partial class ScalarContext : JsonSerializerContext;
}
