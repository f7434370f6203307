using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>Who is told of members that could not be read, how often, and in which words.</summary>
public sealed class SchemaDriftTests
{
    private const int Optional = 1019;
    private const int Required = 1025;

    [Fact]
    public async Task Warning_OfOneMember_ComesOnceAnHour()
    {
        await using var harness = new ReceiverHarness();

        await Receive(harness, "data/context");
        await Receive(harness, "data/context");
        harness.Clock.Advance(TimeSpan.FromMinutes(59));
        await Receive(harness, "data/context");
        harness.Logs.Of(Optional).Should().ContainSingle();

        harness.Clock.Advance(TimeSpan.FromMinutes(1));
        await Receive(harness, "data/context");
        await Receive(harness, "data/context");
        harness.Logs.Of(Optional).Should().HaveCount(2);
    }

    [Fact]
    public async Task Warning_OfEachTypeMemberAndKind_IsOneOfItsOwn()
    {
        await using var harness = new ReceiverHarness();

        foreach (string path in new[] { "data/context", "data/metadata", "data/metadata/timestamp", "data", "data/ad_id" })
        {
            await Receive(harness, path);
        }

        await Receive(harness, "data/metadata", "ad.conversion.json");

        harness.Logs.Of(Optional).Should().HaveCount(4);
        harness.Logs.Of(Required).Should().HaveCount(2);
        harness.Logs.Of(Optional).Concat(harness.Logs.Of(Required)).Should().OnlyContain(entry => entry.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Counter_OfEachDelivery_HasClosedTags()
    {
        await using var harness = new ReceiverHarness();
        using MeterCollector meters = Meters(harness);

        await Receive(harness, "data/context");
        await Receive(harness, "data/context");
        await Receive(harness, "data/ad_id");

        IReadOnlyList<Measured> counted = meters.Of("webhooks.receiver.event.drifts");
        counted.Should().HaveCount(3).And.OnlyContain(measured => measured.Value == 1 && measured.Instrument.Unit == "{member}");
        counted[0].Tags.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["webhooks.provider"] = "cue",
            ["webhooks.event.type"] = "ad.click",
            ["webhooks.event.member"] = "data.context",
            ["webhooks.event.drift"] = "optional",
        });
        counted[1].Tags.Should().BeEquivalentTo(counted[0].Tags);
        counted[2]["webhooks.event.member"].Should().Be("data.ad_id");
        counted[2]["webhooks.event.drift"].Should().Be("required");
    }

    [Fact]
    public async Task Report_EventsThatWereRead_SaysNothing()
    {
        await using var harness = new ReceiverHarness();
        using MeterCollector meters = Meters(harness);

        foreach (string body in new[]
        {
            CueDelivery.ClickBody("evt_1"), """{"id":"evt_2","type":"ad.hologram","created":[]}""",
            CueDelivery.ClickBody("evt_3").Replace("\"data\"", "\"x_new\":[],\"data\"", StringComparison.Ordinal), "[]",
        })
        {
            await harness.Receive(CueDelivery.Signed(body), (_, _) => Task.CompletedTask);
        }

        harness.Logs.Entries.Should().HaveCount(4).And.OnlyContain(entry => entry.Level <= LogLevel.Information);
        meters.Of("webhooks.receiver.event.drifts").Should().BeEmpty();
    }

    [Fact]
    public async Task Report_UnauthenticatedEndpoint_CountsAndDoesNotWarn()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests"] = "true" });
        using MeterCollector meters = Meters(harness);

        await harness.ReceiveAt<SoriEvent>(
            SoriDelivery.Endpoint, SoriDelivery.Source(JsonEdit.With(SoriDelivery.Click, "platform", "[]"), token: null), (_, _) => Task.CompletedTask);

        meters.Of("webhooks.receiver.event.drifts").Should().ContainSingle();
        harness.Logs.Of(Optional).Should().BeEmpty("a stranger may have sent it");
    }

    [Fact]
    public async Task Report_ProviderOfAUsers_IsToldLikeOurs()
    {
        await using ReceiverHarness harness = Careless();

        await ReceiveCareless(harness, "acme.paid", "amount");

        harness.Logs.Of(Optional).Should().ContainSingle().Which.Message.Should().StartWith("An event acme.paid from acme at /acme has the member amount in a form ");
    }

    [Fact]
    public async Task Report_ProviderWhoseNamesAreNoClosedSet_IsBounded()
    {
        await using ReceiverHarness harness = Careless();
        using MeterCollector meters = Meters(harness);

        for (int i = 0; i < 1100; i++)
        {
            await ReceiveCareless(harness, $"type-{i}", $"member-{i}");
        }

        meters.Of("webhooks.receiver.event.drifts").Select(measured => (measured["webhooks.event.type"], measured["webhooks.event.member"])).Distinct()
            .Should().HaveCount(1001).And.Contain(("_OTHER", "_OTHER"));
        harness.Logs.Of(Optional).Should().HaveCount(1001);
    }

    private static async Task Receive(ReceiverHarness harness, string path, string file = "ad.click.json")
    {
        byte[] body = JsonEdit.With(CuePayloads.Read(file), path, "[7]");
        await harness.Receive(CueDelivery.Signed(Encoding.UTF8.GetString(body)), (_, _) => Task.CompletedTask);
    }

    private static MeterCollector Meters(ReceiverHarness harness) => new(harness.Services.GetRequiredService<IMeterFactory>());

    private static ReceiverHarness Careless() => new(settings: new() { ["Webhooks:acme:Secrets:0"] = CueDelivery.Secret });

    private static async Task ReceiveCareless(ReceiverHarness harness, string type, string member) => await harness.ReceiveAt<CarelessEvent>(
        ReceiverHarness.EndpointOf<CarelessEvent>("/acme"),
        new BufferedSource(CueDelivery.Signed($$"""{"type":"{{type}}","member":"{{member}}"}""")), (_, _) => Task.CompletedTask);

    private sealed record CarelessEvent(string Type) : IWebhookEvent<CarelessEvent>
    {
        public static WebhookProvider<CarelessEvent> Provider { get; } = new CarelessProvider();

        public DeliveryIdentity Identity { get; set; }
    }

    /// <summary>Passes on names from the body, which it must not.</summary>
    private sealed class CarelessProvider : WebhookProvider<CarelessEvent>
    {
        public override string Name => "acme";

        public override SignatureScheme Scheme { get; } = new() { Header = "cue-signature", Format = SignatureFormat.Value("sha256=") };

        public override SenderBehavior Sender { get; } = new()
        {
            Deadline = TimeSpan.FromSeconds(10),
            ShortestRetryWindow = TimeSpan.FromHours(1),
            DefaultLease = TimeSpan.FromSeconds(30),
        };

        public override WebhookParseResult<CarelessEvent> Parse(WebhookPayload payload)
        {
            var root = JsonElement.Parse(payload.Body);
            return WebhookParseResult<CarelessEvent>.Parsed(
                new CarelessEvent(root.GetProperty("type").GetString()!), DeliveryIdentity.FromBody(payload.Body),
                driftedMembers: [root.GetProperty("member").GetString()!]);
        }
    }
}
