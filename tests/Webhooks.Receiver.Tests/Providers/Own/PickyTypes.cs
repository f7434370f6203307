using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

/// <summary>Types of the user's own whose members do not take every value that their .NET type could hold.</summary>
internal static partial class PickyTypes
{
    public static WebhookParseResult<Event> Parse(string json) => ((TypesProvider<Event>)Event.Provider).Parse(json);

    internal abstract record Event : WebhookObject, IWebhookEvent<Event>
    {
        public static WebhookProvider<Event> Provider { get; } = new TypesProvider<Event>(PickyContext.Default, (type, error) => new Unknown(type, error));

        public string Type => GetType().Name;

        public DeliveryIdentity Identity { get; set; }

        public string? Note { get; init; }
    }

    internal sealed record Unknown(string Name, WebhookReadError? Error) : Event;

    internal sealed record WithConverters : Event
    {
        [JsonConverter(typeof(EuroConverter))]
        public decimal? Amount { get; init; }

        [JsonConverter(typeof(PlaceConverter))]
        public Place? Place { get; init; }

        public Line? Line { get; init; }

        public List<Line>? Lines { get; init; }
    }

    internal sealed record WithRequiredConverter : Event
    {
        [JsonConverter(typeof(EuroConverter))]
        public required decimal Amount { get; init; }
    }

    internal sealed record WithConvertedConstructor : Event
    {
        public WithConvertedConstructor(string orderId, decimal? amount) => (OrderId, Amount) = (orderId ?? throw new ArgumentNullException(nameof(orderId)), amount);

        public string OrderId { get; }

        [JsonConverter(typeof(EuroConverter))]
        public decimal? Amount { get; }
    }

    internal sealed record WithStrictNumbers : Event
    {
        [JsonNumberHandling(JsonNumberHandling.Strict)]
        public int? Count { get; init; }

        [JsonNumberHandling(JsonNumberHandling.Strict)]
        public List<long>? Counts { get; init; }

        public StrictLine? Line { get; init; }
    }

    internal sealed record WithRequiredStrictNumber : Event
    {
        [JsonNumberHandling(JsonNumberHandling.Strict)]
        public required int Count { get; init; }
    }

    internal sealed record WithSetters : Event
    {
        public int? Quantity { get; set => field = Positive(value); }

        public int? Initial { get; init => field = Positive(value); }

        public PickyLine? Line { get; set; }

        public List<PickyLine>? Lines { get; set; }
    }

    internal sealed record WithRequiredSetter : Event
    {
        public required int Quantity { get; set => field = Positive(value)!.Value; }
    }

    internal sealed record WithConstructor : Event
    {
        public WithConstructor(int? quantity) => Quantity = Positive(quantity);

        public int? Quantity { get; }
    }

    internal sealed record Line : WebhookObject
    {
        public string? Sku { get; init; }

        [JsonConverter(typeof(EuroConverter))]
        public decimal? Amount { get; init; }
    }

    [JsonNumberHandling(JsonNumberHandling.Strict)]
    internal sealed record StrictLine : WebhookObject
    {
        public string? Sku { get; init; }

        public decimal? Amount { get; init; }
    }

    internal sealed record PickyLine : WebhookObject
    {
        public string? Sku { get; set; }

        public int? Quantity { get; set => field = Positive(value); }
    }

    internal sealed record Place(string Street);

    /// <summary>Throws what no reader of JSON would.</summary>
    internal sealed class EuroConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? reader.GetDecimal() : throw new NotSupportedException("Only euros.");

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    /// <summary>Reads most values as the serializer does without it.</summary>
    internal sealed class PlaceConverter : JsonConverter<Place>
    {
        public override Place Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? new Place(reader.GetString()!) : ReadObject(ref reader, options);

        public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options) => writer.WriteStringValue(value.Street);

        private static Place ReadObject(ref Utf8JsonReader reader, JsonSerializerOptions options)
        {
            var place = (Place?)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(Place)));
            return place is { Street: not null } ? place : throw new FormatException();
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(WithConverters))]
    [JsonSerializable(typeof(WithRequiredConverter))]
    [JsonSerializable(typeof(WithConvertedConstructor))]
    [JsonSerializable(typeof(WithStrictNumbers))]
    [JsonSerializable(typeof(WithRequiredStrictNumber))]
    [JsonSerializable(typeof(WithSetters))]
    [JsonSerializable(typeof(WithRequiredSetter))]
    [JsonSerializable(typeof(WithConstructor))]
    internal sealed partial class PickyContext : JsonSerializerContext;

    private static int? Positive(int? value) => value < 1 ? throw new ArgumentOutOfRangeException(nameof(value)) : value;
}
