using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

/// <summary>Types of the user's own that the serializer cannot read, and types that look so but can be read.</summary>
internal static partial class BrokenTypes
{
    /// <summary>An event with a member of any type.</summary>
    internal sealed record Event<T> : IWebhookEvent<Event<T>>
    {
        public static WebhookProvider<Event<T>> Provider { get; } =
            new TypesProvider<Event<T>>(BrokenContext.Default, (_, _) => new Event<T>(), typeof(Event<T>));

        public DeliveryIdentity Identity { get; set; }

        public string Type => "event";

        public T? Value { get; init; }
    }

    internal sealed class Closed
    {
        private Closed()
        {
        }

        public static Closed Instance { get; } = new();
    }

    internal sealed record Outer(Dictionary<string, List<Closed>>? Value);

    [JsonDerivedType(typeof(DerivedClosed), "closed")]
    internal abstract record Base;

    internal sealed record DerivedClosed : Base
    {
        private DerivedClosed()
        {
        }

        public static DerivedClosed Instance { get; } = new();
    }

    internal sealed class SeveralConstructors
    {
        public SeveralConstructors(int a) => A = a;

        public SeveralConstructors(int a, int b) => A = a + b;

        public int A { get; }
    }

    internal sealed class ClosedList : List<int>
    {
        private ClosedList()
        {
        }

        public static ClosedList Instance { get; } = [];
    }

    [JsonDerivedType(typeof(Circle), "circle")]
    internal abstract record Shape;

    internal sealed record Circle(int Radius) : Shape;

    /// <summary>Has a constructor with a parameter that is no member.</summary>
    internal sealed class Unbound(int number)
    {
        public string Text { get; } = $"{number}";
    }

    /// <summary>Has a converter for another type.</summary>
    internal sealed record Misfit
    {
        [JsonConverter(typeof(ClosedConverter))]
        public string? Value { get; init; }
    }

    /// <summary>All of this can be read, or nobody need send it.</summary>
    internal sealed record Sound(string Id, [property: JsonIgnore] string? Ignored)
    {
        public object? Anything { get; init; }

        public JsonElement Element { get; init; }

        public JsonNode? Node { get; init; }

        public JsonArray? Array { get; init; }

        public JsonDocument? Document { get; init; }

        public IReadOnlyDictionary<string, JsonElement>? Dictionary { get; init; }

        public IReadOnlyDictionary<DayOfWeek, IList<Sound>>? Recursive { get; init; }

        public IDisposable? Interface { get; init; }

        public Stream? Abstract { get; init; }

        public Shape? Derived { get; init; }

        public (int A, int B)? Tuple { get; init; }

        public KeyValuePair<string, int>? Pair { get; init; }

        public DayOfWeek? Enum { get; init; }

        public Memory<byte> Bytes { get; init; }

        public IAsyncEnumerable<int>? Stream { get; init; }

        public System.Collections.Immutable.ImmutableArray<int>? Immutable { get; init; }

        public System.Collections.Frozen.FrozenSet<int>? Frozen { get; init; }

        public SortedSet<string>? Sorted { get; init; }

        public ISet<Uri>? Set { get; init; }

        public System.Collections.ArrayList? List { get; init; }

        public Int128? Large { get; init; }

        [JsonConverter(typeof(ClosedConverter))]
        public Closed? Converted { get; init; }

        [JsonIgnore]
        public Closed? IgnoredClosed { get; init; }

        public Closed? Computed => null;

        public Picky? Picky { get; init; }

        public Required? Required { get; init; }
    }

    /// <summary>Refuses everything, but with another exception than the serializer.</summary>
    [JsonConverter(typeof(PickyConverter))]
    internal sealed class Picky;

    internal sealed class Required(string name)
    {
        public string Name { get; } = name ?? throw new NotSupportedException();

        public required int Count { get; init; }
    }

    internal sealed class ClosedConverter : JsonConverter<Closed>
    {
        public override Closed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Closed.Instance;

        public override void Write(Utf8JsonWriter writer, Closed value, JsonSerializerOptions options) => writer.WriteNullValue();
    }

    internal sealed class PickyConverter : JsonConverter<Picky>
    {
        public override Picky Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Picky value, JsonSerializerOptions options) => writer.WriteNullValue();
    }

    [JsonSerializable(typeof(Event<Outer>))]
    [JsonSerializable(typeof(Event<nint>))]
    [JsonSerializable(typeof(Event<Type>))]
    [JsonSerializable(typeof(Event<Action>))]
    [JsonSerializable(typeof(Event<Base>))]
    [JsonSerializable(typeof(Event<SeveralConstructors>))]
    [JsonSerializable(typeof(Event<ClosedList>))]
    [JsonSerializable(typeof(Event<Misfit>))]
    [JsonSerializable(typeof(Event<Unbound>))]
    [JsonSerializable(typeof(Event<Sound>))]
    internal sealed partial class BrokenContext : JsonSerializerContext;
}
