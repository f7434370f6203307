using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>CueAPI's deliveries on their whole way: which are the same, and what is said of them.</summary>
public sealed class CueApiReceiverTests
{
    private static readonly WebhookEndpoint<CueApiEvent> _endpoint = ReceiverHarness.EndpointOf<CueApiEvent>("/webhooks/cueapi");
    private static readonly byte[] _bare = ProviderPayloads.CueApi.Read("payload.bare.json");

    [Fact]
    public async Task Receive_TwoExecutionsWithEqualBarePayloadsInOneSecond_AreTwoEvents()
    {
        await using ReceiverHarness harness = Harness();
        List<string> handled = [];

        WebhookReceiveResult first = await Receive(harness, Bare("e-1"), handled);
        WebhookReceiveResult second = await Receive(harness, Bare("e-2"), handled);

        (first.Outcome, second.Outcome).Should().Be((WebhookOutcome.Processed, WebhookOutcome.Processed));
        second.Key.Should().NotBe(first.Key);
        handled.Should().Equal("e-1", "e-2");
    }

    [Fact]
    public async Task Receive_WithAMaxEventAge_CountsFromTheSignedTime()
    {
        await using var harness = new ReceiverHarness(settings: new()
        {
            ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret,
            ["Webhooks:CueApi:MaxEventAge"] = "00:04:00",
        });
        List<string> handled = [];

        WebhookReceiveResult fresh = await Receive(harness, Senders.CueApi.Request(Envelope("e-1")), handled);
        harness.Clock.Advance(TimeSpan.FromMinutes(4.5));
        WebhookReceiveResult old = await Receive(harness, Senders.CueApi.Request(Envelope("e-2")), handled);

        fresh.Outcome.Should().Be(WebhookOutcome.Processed);
        (old.Outcome, old.SignatureFailure).Should().Be((WebhookOutcome.Unauthenticated, SignatureFailure.TimestampOutsideTolerance));
    }

    [Fact]
    public async Task Receive_RetriesOfABarePayload_AreOneEvent()
    {
        await using ReceiverHarness harness = Harness();
        List<string> handled = [];

        WebhookReceiveResult first = await Receive(harness, Bare("e-1", Sender.Now, attempt: "1"), handled);
        WebhookReceiveResult second = await Receive(harness, Bare("e-1", "1773424334", attempt: "2"), handled);

        (first.Outcome, second.Outcome).Should().Be((WebhookOutcome.Processed, WebhookOutcome.Duplicate));
        second.Key.Should().Be(first.Key);
        handled.Should().Equal("e-1");
    }

    [Fact]
    public async Task Receive_RetriesOfAnEnvelope_AreOneEventHoweverTheyDiffer()
    {
        await using ReceiverHarness harness = Harness();
        List<string> handled = [];
        byte[] later = JsonEdit.With(JsonEdit.With(Envelope("e-1"), "attempt", "2"), "payload", """{"task":"edited meanwhile"}""");

        WebhookReceiveResult first = await Receive(harness, Senders.CueApi.Request(Envelope("e-1")), handled);
        WebhookReceiveResult second = await Receive(harness, Senders.CueApi.Request(later, "1773424334", (CueApiHeaders.Attempt, "2")), handled);
        WebhookReceiveResult unreadable = await Receive(harness, Senders.CueApi.Request(JsonEdit.With(later, "name", "[]")), handled);

        first.Outcome.Should().Be(WebhookOutcome.Processed);
        (second.Outcome, unreadable.Outcome).Should().Be((WebhookOutcome.Duplicate, WebhookOutcome.Duplicate));
        second.Key.Should().Be(first.Key);
        handled.Should().Equal("e-1");
    }

    [Fact]
    public async Task Receive_SignedAndUnsignedIdsThatAreEqual_DoNotMeet()
    {
        await using ReceiverHarness harness = Harness();
        List<string> handled = [];

        WebhookReceiveResult unsigned = await Receive(harness, Bare("e-1"), handled);
        WebhookReceiveResult signed = await Receive(harness, Senders.CueApi.Request(Envelope("e-1")), handled);

        (unsigned.Outcome, signed.Outcome).Should().Be(
            (WebhookOutcome.Processed, WebhookOutcome.Processed), "otherwise an attacker who knows an id could keep its execution from being handled");
        signed.Key.Should().NotBe(unsigned.Key);
    }

    [Fact]
    public async Task Key_OfAnExecution_IsMadeOfItsIdAndNotOfItsBody()
    {
        IdempotencyKey Key(DeliveryIdentity identity) => IdempotencyKey.Create("cueapi", "/webhooks/cueapi", null, identity);
        await using ReceiverHarness harness = Harness();

        WebhookReceiveResult bare = await Receive(harness, Bare("e-1"), []);
        WebhookReceiveResult envelope = await Receive(harness, Senders.CueApi.Request(Envelope("e-1")), []);

        bare.Key.Should().Be(Key(DeliveryIdentity.FromUnsigned("e-1")));
        envelope.Key.Should().Be(Key(DeliveryIdentity.FromSigned("e-1")));
    }

    [Fact]
    public async Task Delivery_OfAnEnvelope_IsAuthenticatedWhole()
    {
        WebhookDelivery delivery = await DeliveryOf(Senders.CueApi.Request(Envelope("e-1"), "1773424270"));

        delivery.Authenticated.Should().Be(AuthenticatedParts.Body | AuthenticatedParts.Identity | AuthenticatedParts.Timestamp);
        delivery.SignedAt.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1773424270));
        delivery.Attempt.Should().Be(1);
        delivery.Provider.Should().Be("cueapi");
    }

    [Fact]
    public async Task Delivery_OfABarePayload_HasAnUnsignedIdentity()
    {
        WebhookDelivery delivery = await DeliveryOf(Bare("e-1", attempt: "3"));

        delivery.Authenticated.Should().Be(AuthenticatedParts.Body | AuthenticatedParts.Timestamp);
        delivery.Attempt.Should().Be(3);
    }

    [Fact]
    public async Task Receive_HeaderIdThatContradictsTheSignedOne_IsRefusedUnclaimed()
    {
        await using ReceiverHarness harness = Harness();
        List<string> handled = [];

        WebhookReceiveResult result = await Receive(harness, Senders.CueApi.Request(Envelope("e-1"), null, (CueApiHeaders.ExecutionId, "e-2")), handled);

        result.Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        result.SignatureFailure.Should().Be(SignatureFailure.IdentityMismatch);
        handled.Should().BeEmpty();
        harness.Memory.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("PUT", WebhookOutcome.Processed)]
    [InlineData("PATCH", WebhookOutcome.Processed)]
    [InlineData("GET", WebhookOutcome.MethodNotAllowed)]
    public async Task Receive_Method_IsOneThatSendsABody(string method, WebhookOutcome expected)
    {
        await using ReceiverHarness harness = Harness();
        WebhookRequest request = Senders.CueApi.Request(Envelope("e-1"));

        (await Receive(harness, new WebhookRequest(method, request.Url, request.Headers, request.Body), [])).Outcome.Should().Be(expected);
    }

    private static ReceiverHarness Harness() => new(settings: new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });

    private static byte[] Envelope(string id) => JsonEdit.With(ProviderPayloads.CueApi.Read("execution.json"), "execution_id", $"\"{id}\"");

    private static WebhookRequest Bare(string id, string? time = null, string attempt = "1") =>
        Senders.CueApi.Request(_bare, time, (CueApiHeaders.ExecutionId, id), (CueApiHeaders.Attempt, attempt));

    private static ValueTask<WebhookReceiveResult> Receive(ReceiverHarness harness, WebhookRequest request, List<string> handled) =>
        harness.ReceiveAt<CueApiEvent>(_endpoint, new BufferedSource(request), (e, _) =>
        {
            handled.Add(e.ExecutionId);
            return Task.CompletedTask;
        });

    private static async Task<WebhookDelivery> DeliveryOf(WebhookRequest request)
    {
        await using ReceiverHarness harness = Harness();
        WebhookDelivery? delivery = null;
        await harness.ReceiveAt<CueApiEvent>(_endpoint, new BufferedSource(request), (_, context) => Task.FromResult(delivery = context.Delivery));
        return delivery!;
    }
}
