using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Webhooks.Receiver.Tests.StoreSettlementCases;

namespace Webhooks.Receiver.Tests;

/// <summary>When the success of a handler is recorded again after the store failed, and when that is given up.</summary>
public sealed class CompletionRetryTests
{
    private static readonly TimeSpan _handlerGrace = TimeSpan.FromMilliseconds(40);

    [Fact]
    public async Task Completion_FailsSevenTimes_PausesDoubleUpToASecond()
    {
        await using var harness = new ReceiverHarness();
        List<TimeSpan> calls = FailCompletions(harness, times: 7);

        WebhookReceiveResult result = await ReceiveAsync(harness);

        result.Outcome.Should().Be(WebhookOutcome.Processed);
        calls.Zip(calls.Skip(1), (one, next) => (next - one).TotalMilliseconds).Should().Equal(50, 100, 200, 400, 800, 1000, 1000);
    }

    [Fact]
    public async Task Completion_NextOneWouldBeALeaseAfterTheFirstFailure_GivenUp()
    {
        await using var harness = new ReceiverHarness(
            settings: new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:IdempotencyLease"] = "00:00:03.55" });
        List<TimeSpan> calls = FailCompletions(harness, times: int.MaxValue);

        WebhookReceiveResult result = await ReceiveAsync(harness);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreFailed));
        calls.Select(call => call.TotalMilliseconds).Should().Equal(0, 50, 150, 350, 750, 1550, 2550);
        harness.Logs.Of(1021).Should().ContainSingle();
        harness.Logs.Of(1041).Should().HaveCount(5).And.OnlyContain(entry => entry.Level == LogLevel.Debug);
        harness.Logs.Of(1010).Should().ContainSingle().Which.Exception.Should().BeOfType<IOException>();
    }

    /// <summary>The first call records the success, and its answer is lost; the second finds no claim, which nobody took over.</summary>
    [Fact]
    public async Task Completion_RecordedByTheCallThatFailed_IsNoLostClaim()
    {
        await using var harness = new ReceiverHarness();
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Fail(FaultTiming.AfterEffect), times: 1);

        WebhookReceiveResult result = await ReceiveAsync(harness);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreFailed));
        harness.Store.GetAnsweredCallCount(IdempotencyOperation.Complete).Should().Be(1, "the second call was answered");
        harness.Logs.Of(1006).Should().BeEmpty();
        harness.Logs.Of(1010).Should().ContainSingle().Which.Exception.Should().BeOfType<InjectedFaultException>();
        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.Duplicate);
    }

    [Theory]
    [InlineData(1, false, WebhookOutcome.Processed, 2)]
    [InlineData(int.MaxValue, false, WebhookOutcome.Unavailable, 2)]
    [InlineData(int.MaxValue, true, WebhookOutcome.Unavailable, 1)] // it does not answer, and would not in time
    public async Task Completion_HostCancelsHandlersInAPause_IsTriedOnceMoreUnlessTheStoreDoesNotAnswer(
        int failures, bool timesOut, WebhookOutcome outcome, int callCount)
    {
        await using ReceiverHarness harness = CreateStopping();
        List<TimeSpan> calls = FailCompletions(harness, failures, timesOut ? new TimeoutException() : new IOException());
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask).AsTask();
        await Eventually.Holds(() => harness.Clock.WaitingTimers == 2, "the pause");

        harness.Lifetime.StopApplication();
        harness.Clock.Advance(_handlerGrace);
        WebhookReceiveResult result = await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving));

        result.Outcome.Should().Be(outcome);
        result.Reason.Should().Be(
            outcome == WebhookOutcome.Processed ? null : timesOut ? WebhookFailureReason.StoreTimedOut : WebhookFailureReason.StoreFailed);
        calls.Should().Equal(new[] { TimeSpan.Zero, _handlerGrace }.Take(callCount));
        harness.Logs.Of(1010).Should().HaveCount(outcome == WebhookOutcome.Processed ? 0 : 1);
        harness.Memory.Count.Should().Be(1, "a handled event's claim is not released");
    }

    [Fact]
    public async Task Completion_OfAHandlerThatSucceedsAlthoughItWasCancelledAtTheStop_IsTriedOnceMore()
    {
        await using ReceiverHarness harness = CreateStopping();
        List<TimeSpan> calls = FailCompletions(harness, times: 1);
        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click(),
            async (_, context) => await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)).AsTask();

        harness.Lifetime.StopApplication();
        harness.Clock.Advance(_handlerGrace);

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Processed);
        calls.Should().Equal(_handlerGrace, _handlerGrace);
    }

    /// <summary>A host that cancels its handlers 40 ms after it begins to stop: within the first pause of 50 ms.</summary>
    private static ReceiverHarness CreateStopping() => new(
        webhooks => webhooks.Services.Configure<WebhookHostOptions>(options => options.ShutdownTimeout = _handlerGrace * 5 / 4));

    /// <summary>Lets completions fail, and notes when each is called, from now on.</summary>
    private static List<TimeSpan> FailCompletions(ReceiverHarness harness, int times, Exception? failure = null)
    {
        DateTimeOffset start = harness.Clock.GetUtcNow();
        List<TimeSpan> calls = [];
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(_ =>
        {
            calls.Add(harness.Clock.GetUtcNow() - start);
            return calls.Count <= times ? Task.FromException(failure ?? new IOException()) : Task.CompletedTask;
        }));
        return calls;
    }

    /// <summary>Receives a delivery; the clock moves only while a completion waits for its next call, and for a minute at most.</summary>
    private static async Task<WebhookReceiveResult> ReceiveAsync(ReceiverHarness harness)
    {
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask).AsTask();
        for (int step = 0; step < 1200 && !receiving.IsCompleted; step++)
        {
            // The timer of the pause, beside the one for renewals.
            await Eventually.Holds(() => harness.Clock.WaitingTimers == 2 || receiving.IsCompleted, "the pause");
            harness.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        return await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving));
    }
}
