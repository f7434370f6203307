using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

/// <summary>Issue 11.8: events of a user's own type failed for good if a member was a dictionary, since our converters could not read its keys.</summary>
public sealed partial class Dictionaries_11_8
{
    [Fact]
    public void Parse_DictionariesInAUsersType_AreRead()
    {
        WebhookParseResult<StockEvent> result = Parse("""
            {"type":"stock","id":"1","Names":{"a":"x","\u0062":7},"Times":{"2026-03-13T09:00:00":1,"1773392401":2},"Flags":{"true":1,"0":2}}
            """);

        StockEvent e = result.Event!;
        e.Names.Should().Equal(new Dictionary<string, string> { ["a"] = "x", ["b"] = "7" });
        e.Flags.Should().Equal(new Dictionary<bool, int> { [true] = 1, [false] = 2 });
        e.Times.Should().Equal(new Dictionary<DateTimeOffset, int>
        {
            [new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero)] = 1,
            [new(2026, 3, 13, 9, 0, 1, TimeSpan.Zero)] = 2,
        });
        result.DriftedMembers.Should().BeEmpty();
    }

    [Theory]
    [InlineData(""" "Times":{"yesterday":1} """, "Times")]
    [InlineData(""" "Flags":{"maybe":1} """, "Flags")]
    [InlineData(""" "Names":{"a":{}} """, "Names")]
    public void Parse_DictionaryThatCannotBeRead_IsNull(string member, string path)
    {
        WebhookParseResult<StockEvent> result = Parse($$"""{"type":"stock","id":"1",{{member}}}""");

        result.Event.Should().NotBeNull();
        result.DriftedMembers.Should().Equal(path);
    }

    [Theory]
    [InlineData("""{"type":"stock","id":"1","Names":{"a":"x","a":"y"}}""")]
    [InlineData("""{"type":"stock","id":"1","Names":{"a":"x","\u0061":"y"}}""")]
    public void Parse_KeyThatOccursTwice_IsMalformed(string body) => Parse(body).Reason.Should().Be(WebhookFailureReason.DuplicateMember);

    private static WebhookParseResult<StockEvent> Parse(string body) =>
        StockEvent.Provider.Parse(new WebhookPayload(Encoding.UTF8.GetBytes(body), WebhookHeaders.Empty));

    internal sealed class StockEvent : IWebhookEvent<StockEvent>
    {
        public static WebhookProvider<StockEvent> Provider { get; } = new StockProvider();

        public DeliveryIdentity Identity { get; set; }

        public string Type => "stock";

        public IReadOnlyDictionary<string, string>? Names { get; init; }

        public Dictionary<DateTimeOffset, int>? Times { get; init; }

        public Dictionary<bool, int>? Flags { get; init; }
    }

    [JsonSerializable(typeof(StockEvent))]
    internal sealed partial class StockJsonContext : JsonSerializerContext;

    private sealed class StockProvider() : JsonWebhookProvider<StockEvent>(StockJsonContext.Default, new Dictionary<string, Type> { ["stock"] = typeof(StockEvent) })
    {
        public override string Name => "stock";

        public override SignatureScheme Scheme { get; } = new() { Header = "X-Stock" };

        public override SenderBehavior Sender => SlowSender.Behavior;

        protected override StockEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => throw new InvalidOperationException();
    }
}
