using Microsoft.Extensions.Logging;
using static Webhooks.Receiver.Tests.StoreSettlementCases;

namespace Webhooks.Receiver.Tests;

public sealed class StoreFailureTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Completion_SlowerThanTheRestOfTheLease_IsRenewedMeanwhile()
    {
        await using var harness = new ReceiverHarness();
        var completing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(_ => completing.Task));
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<WebhookReceiveResult> first = harness.Receive(CueDelivery.Click(), (_, _) => running.Task).AsTask();
        harness.Clock.Advance(_lease / 3 - TimeSpan.FromSeconds(1));
        running.SetResult();
        await Eventually.Holds(() => harness.Store.GetCallCount(IdempotencyOperation.Complete) == 1, "the completion");
        harness.Clock.Advance(TimeSpan.FromSeconds(2));

        await Eventually.Holds(() => harness.Renewals == 1, "a renewal while success is being recorded");
        completing.SetResult();
        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first))).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1006).Should().BeEmpty();
    }

    [Fact]
    public async Task Renewals_NoneGettingThroughForALease_CancelTheHandler()
    {
        await using var harness = new ReceiverHarness();
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Fail());
        Task<WebhookReceiveResult> first = harness.Receive(
            CueDelivery.Click(), (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).AsTask();

        harness.Clock.Advance(_lease * 2 / 3);
        first.IsCompleted.Should().BeFalse("the lease still runs");
        harness.Clock.Advance(_lease / 3);

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first))).Outcome.Should().Be(WebhookOutcome.ClaimLost);
        harness.Logs.Of(1020).Should().ContainSingle();
    }

    [Theory]
    [InlineData(IdempotencyOperation.Claim, WebhookOutcome.Unavailable, 1007)]
    [InlineData(IdempotencyOperation.Complete, WebhookOutcome.Unavailable, 1010)]
    public async Task Store_Fails_UnavailableAndLogged(IdempotencyOperation operation, WebhookOutcome outcome, int eventId)
    {
        await using var harness = new ReceiverHarness();
        harness.Store.Inject(operation, IdempotencyFault.Fail());

        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask).AsTask();
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);
        WebhookReceiveResult result = await receiving;

        result.Outcome.Should().Be(outcome);
        result.RetryAfter.Should().BePositive();
        harness.Logs.Of(eventId).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
    }

    [Theory]
    [InlineData(IdempotencyOperation.Claim)]
    [InlineData(IdempotencyOperation.Complete)]
    public async Task Store_Hangs_GivenUpAfterItsTimeoutAndTold(IdempotencyOperation operation)
    {
        await using var harness = new ReceiverHarness();
        CancellationToken given = default;
        harness.Store.Inject(operation, IdempotencyFault.Run(call =>
        {
            given = call.CancellationToken;
            return new TaskCompletionSource().Task;
        }));
        Task<WebhookReceiveResult> first = harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask).AsTask();
        await Eventually.Holds(() => harness.Clock.WaitingTimers > 0, "the wait for the store");
        harness.Clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.EndsAsTimePasses(first, harness.Clock);

        (await first).Outcome.Should().Be(WebhookOutcome.Unavailable);
        await Eventually.Holds(() => given.IsCancellationRequested, "the cancellation of the store's call");
    }

    /// <summary>The first call records the success, and its answer is lost: nobody took the claim over, and no log says so.</summary>
    [Fact]
    public async Task Completion_RecordedAndItsAnswerLost_IsNoLostClaimAndTheRetryIsADuplicate()
    {
        await using var harness = new ReceiverHarness();
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Fail(timing: FaultTiming.AfterEffect));

        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask).AsTask();
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);

        (await receiving).Outcome.Should().Be(WebhookOutcome.Unavailable);
        harness.Logs.Of(1006).Should().BeEmpty();
        harness.Logs.Of(1010).Should().ContainSingle("whether the success was recorded is not known");
        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.Duplicate);
    }

    /// <summary>Issue 8.4: the timeout of one call cancels no token that another call was given.</summary>
    [Fact]
    public async Task Store_ThatKeepsItsTokens_SeesNoneCancelledByAnotherDeliverysTimeout()
    {
        await using var harness = new ReceiverHarness();
        List<CancellationToken> kept = [];
        bool hangs = false;
        var keep = IdempotencyFault.Run(call =>
        {
            kept.Add(call.CancellationToken);
            return hangs ? new TaskCompletionSource().Task : Task.CompletedTask;
        });
        harness.Store.Inject(IdempotencyOperation.Claim, keep);
        harness.Store.Inject(IdempotencyOperation.Complete, keep);
        await harness.Receive(CueDelivery.Click("evt_1"), (_, _) => Task.CompletedTask);
        CancellationToken[] answered = [.. kept];
        hangs = true;

        Task<WebhookReceiveResult> hanging = harness.Receive(CueDelivery.Click("evt_2"), Unexpected).AsTask();
        await Eventually.Holds(() => harness.Clock.WaitingTimers > 0, "the wait for the store");
        await Eventually.EndsAsTimePasses(hanging, harness.Clock);

        await Eventually.Holds(() => kept[^1].IsCancellationRequested, "the cancellation of the call that hangs");
        answered.Should().HaveCount(2).And.OnlyContain(token => !token.IsCancellationRequested);
    }

    [Fact]
    public async Task Claim_AnsweredAfterItsLease_IsNotTrusted()
    {
        await using var harness = new ReceiverHarness(
            settings: new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:IdempotencyLease"] = "00:00:03" });
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(_ => answer.Task));
        Task<WebhookReceiveResult> first = harness.Receive(CueDelivery.Click(), Unexpected).AsTask();
        await Eventually.Holds(() => harness.Clock.WaitingTimers > 0, "the wait for the store");
        harness.Clock.Advance(TimeSpan.FromSeconds(3));

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first))).Outcome.Should().Be(WebhookOutcome.Unavailable);
        answer.SetResult();
    }

    [Fact]
    public async Task Store_FailsToRelease_FailedAllTheSameAndTheLeaseEndsIt()
    {
        await using var harness = new ReceiverHarness();
        harness.Store.Inject(IdempotencyOperation.Release, IdempotencyFault.Fail());

        (await harness.Receive(CueDelivery.Click(), (_, _) => throw new IOException())).Outcome.Should().Be(WebhookOutcome.Failed);
        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.InProgress);
        harness.Clock.Advance(_lease);
        (await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1011).Should().ContainSingle();
    }

    [Fact]
    public async Task Store_FailsToRenewOnce_TheNextRenewalKeepsTheClaim()
    {
        await using var harness = new ReceiverHarness();
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Fail(), times: 1);
        Task<WebhookReceiveResult> first = harness.Receive(CueDelivery.Click(), (_, _) => running.Task).AsTask();

        harness.Clock.Advance(_lease / 3);
        await Eventually.Holds(() => harness.Logs.Of(1009).Any(), "the failed renewal");
        harness.Clock.Advance(_lease / 3);
        await Eventually.Holds(() => harness.Renewals == 1, "the next renewal");
        harness.Clock.Advance(_lease / 3);
        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.InProgress);
        running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first))).Outcome.Should().Be(WebhookOutcome.Processed);
    }
}
