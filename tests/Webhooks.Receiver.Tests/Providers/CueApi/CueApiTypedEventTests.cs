using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>CueAPI with a payload type of the user's.</summary>
public sealed class CueApiTypedEventTests
{
    private const string NoTypeInfo =
        "No JsonTypeInfo is registered for the payload UnregisteredPayload. Call AddWebhooks().AddCueApiPayload(YourJsonContext.Default.UnregisteredPayload).";

    private static readonly ServiceProvider _services =
        new ServiceCollection().AddWebhookReceiver().AddCueApiPayload(DailySyncJsonContext.Default.DailySync).Services.BuildServiceProvider();

    [Fact]
    public void Parse_Envelope_HasThePayload()
    {
        CueApiEvent<DailySync> e = Parse("""{"task":"daily-sync","count":3}""");

        CueApiExecution<DailySync> execution = e.Should().BeOfType<CueApiExecution<DailySync>>().Which;
        execution.Payload.Should().Be(new DailySync("daily-sync", 3));
        e.Payload.Should().BeSameAs(execution.Payload);
        e.Type.Should().Be("execution");
        e.ExecutionId.Should().Be("550e8400-e29b-41d4-a716-446655440000").And.Be(e.Untyped.ExecutionId);
        e.RawPayload.GetRawText().Should().Be("""{"task":"daily-sync","count":3}""");
        e.Untyped.Should().BeOfType<CueApiExecution>().Which.CueId.Should().Be("cue_abc123def456");
        e.ToString().Should().NotContain("daily-sync");
    }

    [Fact]
    public void Parse_BarePayload_HasThePayload()
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1")]);

        CueApiEvent<DailySync> e = Parse("""{"task":"daily-sync"}"""u8, headers);

        e.Payload.Should().Be(new DailySync("daily-sync"));
        e.Untyped.IsSigned.Should().BeFalse();
        CueApiEvent<DailySync>.Provider.Parse(new WebhookPayload("{}"u8, headers, _services)).Identity.Should().Be(DeliveryIdentity.FromUnsigned("e-1"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"task":null}""")]
    [InlineData("""{"task":7}""")]
    [InlineData("""{"task":"\ud800"}""")]
    [InlineData("""{"task":"t","count":"c4nary"}""")]
    [InlineData("""{"task":"t","percent":101}""")]
    public void Parse_PayloadOfAnotherShape_IsTheUnknownEvent(string payload)
    {
        CueApiUnknownEvent<DailySync> e = Parse(payload).Should().BeOfType<CueApiUnknownEvent<DailySync>>().Which;

        e.Type.Should().Be("execution");
        e.ReadError.Should().NotBeNull();
        e.ReadError!.ToString().Should().NotContain("c4nary");
        e.Payload.Should().BeNull();
        e.RawPayload.GetRawText().Should().Be(payload, "nothing is lost");
        e.Untyped.Should().BeOfType<CueApiExecution>().Which.Name.Should().Be("daily-sync");
        e.Should().BeAssignableTo<IUnknownWebhookEvent>();
    }

    [Fact]
    public void Parse_DriftedEnvelope_IsTheExecutionAndSaysSo()
    {
        byte[] body = JsonEdit.With(Envelope("""{"task":"t"}"""), "name", "[]");

        WebhookParseResult<CueApiEvent<DailySync>> result =
            CueApiEvent<DailySync>.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty, _services));

        result.Event.Should().BeOfType<CueApiExecution<DailySync>>().Which.Payload.Task.Should().Be("t");
        result.DriftedMembers.Should().Equal("name");
    }

    [Theory]
    [InlineData("null", "payload")]
    [InlineData("7", "payload")]
    [InlineData("{}", "payload.task")]
    [InlineData("""{"task":null}""", "payload.task")]
    [InlineData("""{"task":7}""", "payload.task")]
    [InlineData("""{"task":"t","count":"c4nary"}""", "payload.count")]
    [InlineData("""{"c4nary":[],"task":"t","count":[]}""", "payload.count")]
    [InlineData("""{"task":"t","percent":101}""", "payload")]
    public void ReadError_OfAPayload_NamesTheMemberAsItsTypeDoes(string payload, string member) =>
        Parse(payload).Should().BeOfType<CueApiUnknownEvent<DailySync>>().Which.ReadError!.Member.Should().Be(member);

    [Fact]
    public void Parse_Result_IsThatOfTheUntypedEvent()
    {
        byte[] body = ProviderPayloads.CueApi.Read("execution.json");
        var contradicting = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-2")]);

        WebhookParseResult<CueApiEvent<DailySync>> read = CueApiEvent<DailySync>.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty, _services));

        read.Identity.Should().Be(DeliveryIdentity.FromSigned("550e8400-e29b-41d4-a716-446655440000"));
        read.Attempt.Should().Be(1);
        CueApiEvent<DailySync>.Provider.Parse(new WebhookPayload(body, contradicting)).Status.Should().Be(WebhookParseStatus.IdentityMismatch);
        CueApiEvent<DailySync>.Provider.Parse(new WebhookPayload("{}"u8, WebhookHeaders.Empty)).Status.Should().Be(WebhookParseStatus.Malformed);
    }

    [Fact]
    public void Reader_WithoutAHost_SaysThatThePayloadIsNotRegistered()
    {
        Func<WebhookReader<CueApiEvent<UnregisteredPayload>>> create = () => new(["secret"]);

        create.Should().Throw<InvalidOperationException>().WithMessage(NoTypeInfo);
    }

    /// <summary>Issue 8.3: what one host registers is not seen, and not overwritten, by another one in the same process.</summary>
    [Fact]
    public async Task Receive_TwoHostsWithDifferentMetadata_EachReadsWithItsOwn()
    {
        static ReceiverHarness HostOf(JsonTypeInfo<DailySync> payload) =>
            new(build => build.AddCueApiPayload(payload), new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });
        static async Task<int?> CountOf(ReceiverHarness host, string id)
        {
            int? count = null;
            await host.ReceiveAt(
                ReceiverHarness.EndpointOf<CueApiEvent<DailySync>>("/typed"),
                new BufferedSource(Request(id, """{"task":"t","COUNT":7}""")),
                (e, _) => Task.FromResult(count = e.Payload?.Count));
            return count;
        }

        var ignoringCase = new DailySyncJsonContext(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });
        await using ReceiverHarness one = HostOf(ignoringCase.DailySync);
        await using ReceiverHarness other = HostOf(new DailySyncJsonContext(new JsonSerializerOptions()).DailySync);
        await using var none = new ReceiverHarness(settings: new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });

        (await CountOf(one, "e-1")).Should().Be(7);
        (await CountOf(other, "e-2")).Should().NotBe(7);
        (await CountOf(one, "e-3")).Should().Be(7);
        none.Receiver.Invoking(receiver => receiver.EnsureReady(ReceiverHarness.EndpointOf<CueApiEvent<DailySync>>("/typed")))
            .Should().Throw<WebhookConfigurationException>();
    }

    [Fact]
    public void Parse_PayloadThatIsNotRegistered_ThrowsWhatToCall()
    {
        Action parse = () => WebhookReader<CueApiEvent<UnregisteredPayload>>.Parse(ProviderPayloads.CueApi.Read("execution.json"));

        parse.Should().Throw<InvalidOperationException>().WithMessage(NoTypeInfo, "an unknown event would hide that it never worked");
    }

    [Fact]
    public async Task EnsureReady_PayloadThatIsNotRegistered_SaysWhatToCall()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddCueApiPayload(DailySyncJsonContext.Default.DailySync), new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });
        Action typed = () => harness.Receiver.EnsureReady(ReceiverHarness.EndpointOf<CueApiEvent<DailySync>>("/typed"));
        Action unregistered = () =>
            harness.Receiver.EnsureReady(ReceiverHarness.EndpointOf<CueApiEvent<UnregisteredPayload>>("/unregistered"));

        typed.Should().NotThrow();
        unregistered.Should().Throw<WebhookConfigurationException>().Which.Errors.Should().Equal(NoTypeInfo);
    }

    [Fact]
    public async Task Receive_PayloadOfAnotherShapeWithoutAHandlerForIt_IsTriedAgain()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddCueApiPayload(DailySyncJsonContext.Default.DailySync).AddHandler<CueApiExecution<DailySync>, Handler>(),
            new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });
        WebhookRequest good = Request("e-1", """{"task":"t"}""");
        WebhookRequest bad = Request("e-2", "[]");

        (await harness.Receiver.ReceiveAsync<CueApiEvent<DailySync>>(good, CancellationToken.None)).Outcome.Should().Be(WebhookOutcome.Processed);
        (await harness.Receiver.ReceiveAsync<CueApiEvent<DailySync>>(bad, CancellationToken.None)).Outcome.Should().Be(WebhookOutcome.Failed);
        (await harness.Receiver.ReceiveAsync<CueApiEvent<DailySync>>(bad, CancellationToken.None)).Outcome.Should().Be(WebhookOutcome.Failed);
    }

    private static WebhookRequest Request(string id, string payload) => Senders.CueApi.Request(Envelope(payload, id));

    private static CueApiEvent<DailySync> Parse(string payload) => Parse(Envelope(payload), WebhookHeaders.Empty);

    private static CueApiEvent<DailySync> Parse(ReadOnlySpan<byte> body, WebhookHeaders headers) =>
        CueApiEvent<DailySync>.Provider.Parse(new WebhookPayload(body, headers, _services)).Event!;

    private static byte[] Envelope(string payload, string id = "550e8400-e29b-41d4-a716-446655440000") => JsonEdit.With(
        JsonEdit.With(ProviderPayloads.CueApi.Read("execution.json"), "payload", payload), "execution_id", $"\"{id}\"");

    private sealed class Handler : IWebhookHandler<CueApiExecution<DailySync>>
    {
        public Task HandleAsync(CueApiExecution<DailySync> webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
