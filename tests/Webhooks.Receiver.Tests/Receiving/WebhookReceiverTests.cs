using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookReceiverTests
{
    private static readonly Func<CueEvent, WebhookContext, Task> _never =
        (_, _) => throw new InvalidOperationException("No handler may see this delivery.");

    [Fact]
    public async Task ReceiveAsync_SameEventTwice_HandledOnce()
    {
        await using var harness = new ReceiverHarness();
        List<string> handled = [];
        Task Handle(CueEvent e, WebhookContext context)
        {
            handled.Add(e.Id);
            return Task.CompletedTask;
        }

        WebhookReceiveResult first = await harness.Receive(CueDelivery.Click(), Handle);
        WebhookReceiveResult second = await harness.Receive(CueDelivery.Click(), Handle);

        first.Outcome.Should().Be(WebhookOutcome.Processed);
        second.Outcome.Should().Be(WebhookOutcome.Duplicate);
        second.Key.Should().Be(first.Key);
        (first.IsAcknowledged && second.IsAcknowledged).Should().BeTrue();
        handled.Should().Equal("evt_1");
    }

    [Theory]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000", SignatureFailure.SignatureMismatch, true)]
    [InlineData("sha256=00", SignatureFailure.SignatureMalformed, false)]
    [InlineData("", SignatureFailure.SignatureMissing, false)]
    public async Task ReceiveAsync_Forged_UnauthenticatedAndBodyReadOnlyWhereItDecides(string signature, SignatureFailure failure, bool isBodyRead)
    {
        await using var harness = new ReceiverHarness();
        var source = new BufferedSource(CueDelivery.Of("{}"u8.ToArray(), signature));

        WebhookReceiveResult result = await harness.Receive(source, _never);

        result.Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        result.SignatureFailure.Should().Be(failure);
        source.IsBodyRead.Should().Be(isBodyRead);
        harness.Memory.Count.Should().Be(0);
        LogEntry entry = harness.Logs.Of(1000).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Information);
        entry.Message.Should().Be($"Refused a delivery from cue at /webhooks/cue: {failure}.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"type":"ad.click"}""")]
    [InlineData("""{"id":"","type":"ad.click"}""")]
    [InlineData("""{"id":"evt_1","type":""}""")]
    [InlineData("""{"id":"evt_1","id":"evt_2","type":"x.y"}""")]
    public async Task ReceiveAsync_AuthenticButMalformed_NoClaim(string body)
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Signed(body), _never);

        result.Outcome.Should().Be(WebhookOutcome.Malformed);
        harness.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task ReceiveAsync_OtherMediaType_RefusedUnread()
    {
        await using var harness = new ReceiverHarness();
        var source = new BufferedSource(CueDelivery.Signed(CueDelivery.ClickBody("evt_1"), contentType: "text/plain"));

        WebhookReceiveResult result = await harness.Receive(source, _never);

        result.Outcome.Should().Be(WebhookOutcome.UnsupportedMediaType);
        source.IsBodyRead.Should().BeFalse();
        harness.Logs.Of(1001).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Information);
    }

    [Theory]
    [InlineData(WebhookOutcome.BodyTooLarge)]
    [InlineData(WebhookOutcome.BodyTimeout)]
    [InlineData(WebhookOutcome.Unavailable)]
    public async Task ReceiveAsync_NoBody_ItsOutcome(WebhookOutcome outcome)
    {
        await using var harness = new ReceiverHarness();
        var source = new BufferedSource(CueDelivery.Click()) { Result = WebhookBodyResult.Refused(outcome) };

        WebhookReceiveResult result = await harness.Receive(source, _never);

        result.Outcome.Should().Be(outcome);
        result.IsAcknowledged.Should().BeFalse();
    }

    [Fact]
    public async Task ReceiveAsync_LargerThanAllowed_BodyTooLarge()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddHandler<CueEvent, ThrowingHandler>(),
            new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:MaxRequestBodySize"] = "10" });

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Click(), CancellationToken.None);

        result.Outcome.Should().Be(WebhookOutcome.BodyTooLarge);
    }

    [Theory]
    [InlineData("2026-03-13T17:41:14Z", WebhookOutcome.Processed, null)]
    [InlineData("2026-03-13T17:41:13Z", WebhookOutcome.Unauthenticated, SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("yesterday", WebhookOutcome.Unauthenticated, SignatureFailure.TimestampMissing)]
    public async Task ReceiveAsync_MaxEventAge_CheckedOnTheSignedTime(string created, WebhookOutcome outcome, SignatureFailure? failure)
    {
        await using var harness = new ReceiverHarness(
            settings: new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:MaxEventAge"] = "00:10:00" });

        WebhookReceiveResult result = await harness.Receive(
            CueDelivery.Signed($$"""{"id":"evt_1","type":"new.type","created":"{{created}}"}"""), (_, _) => Task.CompletedTask);

        result.Outcome.Should().Be(outcome);
        result.SignatureFailure.Should().Be(failure);
    }

    [Fact]
    public async Task ReceiveAsync_TwoEndpoints_HandleSeparately()
    {
        await using var harness = new ReceiverHarness();
        int handled = 0;
        Task Handle(CueEvent e, WebhookContext context) => Task.FromResult(handled++);

        await harness.Receiver.ReceiveAsync(CueDelivery.Click(), new WebhookEndpoint<CueEvent>("/one", Handle), CancellationToken.None);
        await harness.Receiver.ReceiveAsync(CueDelivery.Click(), new WebhookEndpoint<CueEvent>("/other", Handle), CancellationToken.None);

        handled.Should().Be(2);
    }

    [Fact]
    public async Task ReceiveAsync_SettlementThrows_Unavailable()
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddSingleton<IDeliverySettlement, DyingSettlement>())
        {
            Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/webhooks/cue", new() { HandleInTransaction = true }),
        };

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), _never);

        result.Outcome.Should().Be(WebhookOutcome.Unavailable);
        harness.Logs.Of(1016).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
    }

    [Fact]
    public async Task ReceiveAsync_HandleInTransaction_UsesTheRegisteredSettlement()
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddSingleton<IDeliverySettlement, PlainSettlement>())
        {
            Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/webhooks/cue", new() { HandleInTransaction = true }),
        };
        bool isHandled = false;

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), (_, _) => Task.FromResult(isHandled = true));

        result.Outcome.Should().Be(WebhookOutcome.Processed);
        isHandled.Should().BeTrue();
    }

    [Fact]
    public void Default_OfEveryResult_IsARefusal()
    {
        default(WebhookReceiveResult).Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        default(WebhookReceiveResult).IsAcknowledged.Should().BeFalse();
        default(WebhookBodyResult).IsRead.Should().BeFalse();
        default(HandlerStatus).Should().Be(HandlerStatus.Failed);
        default(SettlementStatus).Should().Be(SettlementStatus.NotHandled);
    }

    private sealed class ThrowingHandler : IWebhookHandler<CueEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => throw new InvalidOperationException();
    }

    private sealed class DyingSettlement : IDeliverySettlement
    {
        public ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken) =>
            throw new IOException("The store is gone.");
    }

    private sealed class PlainSettlement : IDeliverySettlement
    {
        public async ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken) =>
            await delivery.HandleAsync() == HandlerStatus.Handled ? SettlementStatus.Completed : SettlementStatus.NotHandled;
    }
}
