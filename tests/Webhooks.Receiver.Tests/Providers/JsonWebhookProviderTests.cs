using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>Providers of a user's own, with JSON bodies.</summary>
public sealed class JsonWebhookProviderTests
{
    private const string Paid =
        """{"event":"order.paid","event_id":"evt-1","sent_at":"2026-03-13 09:00:00","order_id":17,"total":"9.90","customer":{"name":"n","x":1},"lines":[1]}""";

    [Fact]
    public void Parse_WithoutKnownTypes_CreatesEachEvent()
    {
        WebhookParseResult<OwnEvent> result = ReadOwn("""{"type":"anything","id":"evt-1","data":[1]}""");

        result.Event!.Type.Should().Be("anything");
        result.Event.Json.GetProperty("data").GetRawText().Should().Be("[1]");
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("evt-1"));
        result.OccurredAt.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"id":"evt-1"}""", WebhookFailureReason.TypeMissing)]
    [InlineData("""{"type":"","id":"evt-1"}""", WebhookFailureReason.TypeMissing)]
    [InlineData("""{"type":7,"id":"evt-1"}""", WebhookFailureReason.TypeMissing)]
    [InlineData("""{"type":"anything"}""", WebhookFailureReason.IdentityMissing)]
    [InlineData("""{"type":"anything","id":" "}""", WebhookFailureReason.IdentityMissing)]
    [InlineData("""{"type":"anything","id":1.5}""", WebhookFailureReason.IdentityMissing)]
    [InlineData("""{"type":"anything","id":["evt-1"]}""", WebhookFailureReason.IdentityMissing)]
    [InlineData("""{"type":"anything","data":{"id":"evt-1"}}""", WebhookFailureReason.IdentityMissing)]
    [InlineData("""{"type":"anything","id":"evt-1","id":"evt-1"}""", WebhookFailureReason.DuplicateMember)]
    [InlineData("""{"type":"anything","id":"evt-1","data":{"a":1,"a":2}}""", WebhookFailureReason.DuplicateMember)]
    [InlineData("""[]""", WebhookFailureReason.NotAnObject)]
    [InlineData("""{"type":"anything","id":"evt-1" """, WebhookFailureReason.NotJson)]
    public void Parse_BodyThatIsNoEvent_IsMalformed(string body, WebhookFailureReason reason)
    {
        ReadOwn(body).Reason.Should().Be(reason);
        ReadShop(body.Replace("\"type\"", "\"event\"", StringComparison.Ordinal).Replace("\"id\"", "\"event_id\"", StringComparison.Ordinal)).Reason
            .Should().Be(reason);
    }

    [Theory]
    [InlineData("\"evt-1\"", "evt-1")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("\"\\u0065vt-1\"", "evt-1")]
    public void Parse_Id_IsTextOrAWholeNumber(string id, string text)
    {
        ReadOwn($$"""{"type":"anything","id":{{id}}}""").Identity.Should().Be(DeliveryIdentity.FromSigned(text));
        ReadOwn($$"""{"before":{"id":"other"},"\u0069\u0064":{{id}},"type":"anything"}""").Identity.Should().Be(DeliveryIdentity.FromSigned(text));
    }

    /// <summary>A name with a lone surrogate is valid JSON, but no text: readers stumble over it.</summary>
    [Fact]
    public void Parse_NameWithALoneSurrogateBeforeTheId_FindsTheId()
    {
        ReadOwn("""{"\ud800":1,"type":"anything","id":"evt-1"}""").Identity.Should().Be(DeliveryIdentity.FromSigned("evt-1"));
        ReadOwn("""{"\ud800":1,"type":"anything"}""").Reason.Should().Be(WebhookFailureReason.IdentityMissing);
    }

    [Fact]
    public void Parse_KnownType_IsReadLeniently()
    {
        WebhookParseResult<ShopEvent> result = ReadShop(Paid);

        ShopOrderPaid paid = result.Event.Should().BeOfType<ShopOrderPaid>().Which;
        paid.OrderId.Should().Be("17");
        paid.Total.Should().Be(9.90m);
        paid.Customer!.Name.Should().Be("n");
        paid.Customer.ExtensionData!["x"].GetInt32().Should().Be(1);
        paid.Lines.Should().Equal(1);
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("evt-1"));
        result.OccurredAt.Should().Be(new DateTimeOffset(2026, 3, 13, 9, 0, 0, TimeSpan.Zero), "without an offset it is UTC");
        result.DriftedMembers.Should().BeEmpty();
    }

    [Fact]
    public void Parse_OptionalMemberOfAnotherKind_IsNullAndKeptWhereItsObjectKeepsMembers()
    {
        WebhookParseResult<ShopEvent> result = ReadShop(Paid
            .Replace("[1]", "{}", StringComparison.Ordinal).Replace("\"n\"", "[]", StringComparison.Ordinal).Replace("\"9.90\"", "true", StringComparison.Ordinal));

        ShopOrderPaid paid = result.Event.Should().BeOfType<ShopOrderPaid>().Which;
        paid.Lines.Should().BeNull();
        paid.Total.Should().BeNull();
        paid.Customer!.Name.Should().BeNull();
        paid.Customer.ExtensionData!["name"].GetRawText().Should().Be("[]");
        result.DriftedMembers.Should().BeEquivalentTo("lines", "total", "customer.name");
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("evt-1"));
    }

    [Theory]
    [InlineData("event_id")]
    [InlineData("type")]
    [InlineData("order_id")]
    [InlineData("customer")]
    [InlineData("unheard_of")]
    [InlineData("customer", "name")]
    [InlineData("customer", "tag_count")]
    [InlineData("customer", "unheard_of")]
    public void Parse_MemberOfAKnownTypeTwice_IsMalformed(string member, string? inner = null)
    {
        string value = inner is null ? "null" : $"{{\"{inner}\":null,\"{inner}\":null}}";
        string twice = inner is null ? $"\"{member}\":null,\"{member}\":null" : $"\"{member}\":{value}";

        WebhookParseResult<ShopEvent> result = ReadShop($"{{\"event\":\"order.paid\",\"order_id\":1,\"event_id\":\"evt-1\",{twice}}}");

        result.Reason.Should().Be(WebhookFailureReason.DuplicateMember);
    }

    [Fact]
    public void Parse_RequiredMemberMissing_IsTheUnknownEvent()
    {
        WebhookParseResult<ShopEvent> result = ReadShop("""{"event":"order.paid","event_id":"evt-1","sent_at":1773392400}""");

        ShopUnknownEvent unknown = result.Event.Should().BeOfType<ShopUnknownEvent>().Which;
        unknown.Type.Should().Be("order.paid");
        unknown.ReadError!.Member.Should().Be("order_id");
        unknown.Json.GetProperty("event_id").GetString().Should().Be("evt-1");
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("evt-1"));
        result.OccurredAt.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1773392400));
    }

    [Fact]
    public void Parse_UnknownType_IsTheUnknownEventWithoutError()
    {
        ShopUnknownEvent unknown = ReadShop("""{"event":"order.lost","event_id":"evt-1"}""").Event.Should().BeOfType<ShopUnknownEvent>().Which;

        unknown.Type.Should().Be("order.lost");
        unknown.ReadError.Should().BeNull();
    }

    [Fact]
    public void Parse_TypeElsewhere_IsFoundByTheProvider()
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create("X-Topic", "order.paid")]);
        var provider = new TopicProvider(typeof(ShopOrderPaid));

        WebhookParseResult<ShopEvent> result = provider.Parse(new WebhookPayload("""{"order_id":"17"}"""u8, headers));

        result.Event.Should().BeOfType<ShopOrderPaid>().Which.OrderId.Should().Be("17");
        result.Identity.Should().Be(DeliveryIdentity.FromBody("""{"order_id":"17"}"""u8), "the provider has no member with an id");
        provider.Parse(new WebhookPayload("""{"order_id":"17","type":"order.paid"}"""u8, WebhookHeaders.Empty)).Reason
            .Should().Be(WebhookFailureReason.TypeMissing);
    }

    [Fact]
    public void Constructor_TypeThatIsNoEventOfTheProvider_Throws()
    {
        Func<TopicProvider> create = () => new TopicProvider(typeof(ShopCustomer));

        create.Should().Throw<ArgumentException>().WithMessage("ShopCustomer is not a ShopEvent.*");
    }

    [Fact]
    public void Reader_TypeThatTheContextDoesNotContain_SaysWhatToAdd()
    {
        Func<WebhookReader<UndeclaredEvent>> create = () => new WebhookReader<UndeclaredEvent>(["secret"]);

        create.Should().Throw<InvalidOperationException>().WithMessage(
            "Events of provider 'undeclared' cannot be read. Its JsonSerializerContext does not contain UndeclaredEvent. Add [JsonSerializable(typeof(UndeclaredEvent))] to it.");
        new WebhookReader<ShopEvent>(["secret"]).Should().NotBeNull();
    }

    private static WebhookParseResult<OwnEvent> ReadOwn(string body) =>
        OwnEvent.Provider.Parse(new WebhookPayload(Encoding.UTF8.GetBytes(body), WebhookHeaders.Empty));

    private static WebhookParseResult<ShopEvent> ReadShop(string body) =>
        ShopEvent.Provider.Parse(new WebhookPayload(Encoding.UTF8.GetBytes(body), WebhookHeaders.Empty));

    private sealed class TopicProvider(Type paid)
        : JsonWebhookProvider<ShopEvent>(ShopJsonContext.Default, new Dictionary<string, Type> { ["order.paid"] = paid })
    {
        public override string Name => "topic";

        public override SignatureScheme Scheme { get; } = new() { Header = "X-Shop" };

        public override SenderBehavior Sender => SlowSender.Behavior;

        protected override string? TypeMember => null;

        protected override string? IdMember => null;

        protected override string? FindType(WebhookHeaders headers, JsonElement json) => headers["X-Topic"];

        protected override ShopEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) =>
            new ShopUnknownEvent(type, json, readError);
    }

    private sealed record UndeclaredEvent(string Type) : IWebhookEvent<UndeclaredEvent>
    {
        public static WebhookProvider<UndeclaredEvent> Provider { get; } = new UndeclaredProvider();

        public DeliveryIdentity Identity { get; set; }
    }

    private sealed class UndeclaredProvider()
        : JsonWebhookProvider<UndeclaredEvent>(ShopJsonContext.Default, new Dictionary<string, Type> { ["known"] = typeof(UndeclaredEvent) })
    {
        public override string Name => "undeclared";

        public override SignatureScheme Scheme { get; } = new() { Header = "X-Undeclared" };

        public override SenderBehavior Sender => SlowSender.Behavior;

        protected override UndeclaredEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new(type);
    }
}
