using static Webhooks.Receiver.Tests.StoreSettlementCases;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Issue 9.5: a completion that is given up at its first failure has the event handled twice.</summary>
public sealed class CompletionRetry_9_5
{
    [Fact]
    public async Task Completion_FailsAtFirst_IsTriedAgainWithinTheLeaseAndHandledOnce()
    {
        await using var harness = new ReceiverHarness();
        int handled = 0;
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Fail(), times: 5);

        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => Task.FromResult(handled++)).AsTask();
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);

        (await receiving).Outcome.Should().Be(WebhookOutcome.Processed);
        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.Duplicate);
        handled.Should().Be(1);
        harness.Logs.Alarms.Should().ContainSingle("a warning for each call would hide the others").Which.Id.Id.Should().Be(1021);
        harness.Logs.Of(1021).Single().Exception.Should().BeOfType<InjectedFaultException>();
        harness.Logs.Of(1041).Should().HaveCount(4);
        harness.Logs.Of(1010).Should().BeEmpty();
    }
}
