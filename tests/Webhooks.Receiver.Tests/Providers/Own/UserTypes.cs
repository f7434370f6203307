using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

/// <summary>Event types as users may write them, and a provider that reads them. Its context ignores the case of names.</summary>
internal static partial class UserTypes
{
    public static WebhookParseResult<Event> Parse(string json) => ((TypesProvider<Event>)Event.Provider).Parse(json);

    internal abstract record Event : WebhookObject, IWebhookEvent<Event>
    {
        public static WebhookProvider<Event> Provider { get; } = new TypesProvider<Event>(Context.Default, (type, error) => new Unknown(type, error));

        public DeliveryIdentity Identity { get; set; }

        public virtual string Type => GetType().Name;
    }

    internal sealed record Unknown(string Name, WebhookReadError? Error) : Event
    {
        public override string Type => Name;
    }

    internal sealed record WithConstructor : Event
    {
        public WithConstructor(string orderId, Customer? customer) => (OrderId, Customer) = (orderId, customer);

        public string OrderId { get; }

        public Customer? Customer { get; }
    }

    internal sealed class Customer(string name, string? mail)
    {
        public string Name { get; } = name;

        public string? Mail { get; } = mail;
    }

    internal sealed record WithInitialValues : Event
    {
        public required string OrderId { get; init; }

        public string Currency { get; init; } = "EUR";

        public int Quantity { get; init; } = 1;

        public bool IsBulk => Quantity > 10;
    }

    internal sealed record WithSetters : Event
    {
        public string? OrderId { get; set; }

        public int LineCount => 0;
    }

    internal sealed record WithSet : Event
    {
        public HashSet<Item>? Items { get; init; }
    }

    internal sealed record Item : WebhookObject
    {
        public string? Sku { get; init; }

        public int? Quantity { get; init; }
    }

    internal sealed record WithConverter : Event
    {
        [JsonConverter(typeof(AmountConverter))]
        public decimal? Amount { get; init; }
    }

    internal sealed record WithNode : Event
    {
        public JsonNode? Node { get; init; }
    }

    internal sealed record WithStruct : Event
    {
        public Point? Point { get; init; }

        public string? Note { get; init; }
    }

    internal readonly record struct Point(int X, int Y);

    internal sealed record WithDerived : Event
    {
        public Pet? Pet { get; init; }

        public string? Note { get; init; }
    }

    [JsonDerivedType(typeof(Dog), "dog")]
    internal abstract record Pet;

    internal sealed record Dog : Pet
    {
        public int Age { get; init; }
    }

    internal sealed record Tree : Event
    {
        public TreeNode? Root { get; init; }
    }

    internal sealed record TreeNode(string? Name, TreeNode? Child);

    /// <summary>Throws because of what it reads, as many converters do.</summary>
    internal sealed class AmountConverter : JsonConverter<decimal?>
    {
        public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            decimal.Parse(reader.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, Context.Default.NullableDecimal);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true)]
    [JsonSerializable(typeof(WithConstructor))]
    [JsonSerializable(typeof(WithInitialValues))]
    [JsonSerializable(typeof(WithSetters))]
    [JsonSerializable(typeof(WithSet))]
    [JsonSerializable(typeof(WithConverter))]
    [JsonSerializable(typeof(WithNode))]
    [JsonSerializable(typeof(WithStruct))]
    [JsonSerializable(typeof(WithDerived))]
    [JsonSerializable(typeof(Tree))]
    internal sealed partial class Context : JsonSerializerContext;
}
