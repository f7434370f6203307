using Microsoft.Extensions.Logging;
using static Webhooks.Receiver.Tests.StoreSettlementCases;

namespace Webhooks.Receiver.Tests;

public sealed class StoreSettlementTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Handler_FourTimesAsLongAsItsLease_RenewedAndHandledOnce()
    {
        await using var harness = new ReceiverHarness();
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int handled = 0;

        Task<WebhookReceiveResult> first = harness.Receive(CueDelivery.Click(), async (_, _) =>
        {
            handled++;
            await running.Task;
        }).AsTask();
        for (int third = 1; third <= 12; third++)
        {
            harness.Clock.Advance(_lease / 3);
            await Eventually.Holds(() => harness.Renewals == third, $"renewal {third}");
            WebhookReceiveResult duplicate = await harness.Receive(CueDelivery.Click(), Unexpected);
            duplicate.Outcome.Should().Be(WebhookOutcome.InProgress);
            duplicate.RetryAfter.Should().BePositive().And.BeLessThanOrEqualTo(_lease);
        }

        running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first))).Outcome.Should().Be(WebhookOutcome.Processed);
        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.Duplicate);
        handled.Should().Be(1);
    }

    [Fact]
    public async Task Handler_ThatBlocksInsteadOfAwaiting_IsRenewedToo()
    {
        await using var harness = new ReceiverHarness();
        using var blocking = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();

        Task<WebhookReceiveResult> first = Task.Run(async () => await harness.Receive(CueDelivery.Click(), (_, _) =>
        {
            entered.Set();
            blocking.Wait(TimeSpan.FromSeconds(20));
            return Task.CompletedTask;
        }));
        entered.Wait(TimeSpan.FromSeconds(20)).Should().BeTrue();
        harness.Clock.Advance(_lease / 3);
        await Eventually.Holds(() => harness.Renewals == 1, "a renewal");
        blocking.Set();

        (await first).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Renewals_StopWithTheHandler()
    {
        await using var harness = new ReceiverHarness();
        await harness.Receive(CueDelivery.Click(), async (_, _) => await Task.Yield());

        harness.Clock.Advance(_lease * 10);

        harness.Renewals.Should().Be(0);
        harness.Clock.WaitingTimers.Should().Be(0, "nothing runs");
    }

    [Fact]
    public async Task Crash_ClaimNeverSettled_HandledByTheRetryAfterTheLease()
    {
        await using var harness = new ReceiverHarness();
        IdempotencyKey key = (await harness.Receive(CueDelivery.Click(), (_, _) => throw new IOException())).Key!.Value;
        IdempotencyClaim crashed = await harness.Memory.ClaimAsync(key, _lease, CancellationToken.None);

        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.InProgress);
        harness.Clock.Advance(_lease);
        (await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed);

        (await harness.Store.CompleteAsync(key, crashed.Token, _lease, CancellationToken.None)).Should().BeFalse();
        (await harness.Store.ReleaseAsync(key, crashed.Token, CancellationToken.None)).Should().BeFalse();
        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.Duplicate);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClaimTakenOver_WhileTheHandlerRuns_CancelledAndClaimLost(bool observesToken)
    {
        await using var harness = new ReceiverHarness();
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationToken token = default;
        IdempotencyKey key = default;
        Task<WebhookReceiveResult> first = harness.Receive(CueDelivery.Click(), async (_, context) =>
        {
            key = context.Delivery.Key;
            token = context.CancellationToken;
            await (observesToken ? running.Task.WaitAsync(token) : running.Task);
        }).AsTask();

        IdempotencyClaim other = await TakeOver(harness, key);
        harness.Clock.Advance(_lease / 3);
        await Eventually.Holds(() => token.IsCancellationRequested, "the cancellation");
        await Eventually.EndsAsTimePasses(first, harness.Clock);

        WebhookReceiveResult result = await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first));
        running.TrySetResult();

        result.Outcome.Should().Be(WebhookOutcome.ClaimLost);
        result.RetryAfter.Should().BePositive();
        (await harness.Memory.CompleteAsync(key, other.Token, _lease, CancellationToken.None)).Should().BeTrue("the late owner settled nothing");
    }

    [Fact]
    public async Task ClaimTakenOver_SeenOnlyAtCompletion_ClaimLost()
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(
            CueDelivery.Click(), async (_, context) => await TakeOver(harness, context.Delivery.Key));

        result.Outcome.Should().Be(WebhookOutcome.ClaimLost);
        harness.Logs.Of(1020).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
    }

    [Fact]
    public async Task HandlerTimeout_Observed_ReleasedUnavailableAndHandledAgain()
    {
        await using ReceiverHarness harness = WithTimeout();
        Task<WebhookReceiveResult> first = harness.Receive(
            CueDelivery.Click(), (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).AsTask();
        harness.Clock.Advance(TimeSpan.FromSeconds(5));

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first))).Outcome.Should().Be(WebhookOutcome.Unavailable);
        (await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Entries.Should().NotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData(true, WebhookOutcome.Duplicate)]
    [InlineData(false, WebhookOutcome.Processed)]
    public async Task HandlerTimeout_Ignored_AnsweredForWhileTheClaimIsKeptUntilTheHandlerEnds(bool succeeds, WebhookOutcome afterwards)
    {
        await using ReceiverHarness harness = WithTimeout();
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        WebhookBody? body = null;
        Task<WebhookReceiveResult> first = harness.Receive(CueDelivery.Click(), async (_, context) =>
        {
            body = context.Delivery.Body;
            await running.Task;
        }).AsTask();
        harness.Clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.EndsAsTimePasses(first, harness.Clock);

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first))).Outcome.Should().Be(WebhookOutcome.Unavailable);
        body!.Length.Should().Be(body.ToArray().Length, "the handler still has its body");
        int renewals = harness.Renewals;
        harness.Clock.Advance(_lease / 3);
        await Eventually.Holds(() => harness.Renewals > renewals, "a renewal after the answer");
        (await harness.Receive(CueDelivery.Click(), Unexpected)).Outcome.Should().Be(WebhookOutcome.InProgress);

        (succeeds ? running.TrySetResult() : running.TrySetException(new IOException())).Should().BeTrue();
        await Eventually.Holds(() => IsSettled(harness, body), "the settlement");
        (await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask)).Outcome.Should().Be(afterwards);
    }

    [Fact]
    public async Task Shutdown_TakesNothingNewAndCancelsHandlersBeforeTheHostStopsWaiting()
    {
        await using var harness = new ReceiverHarness();
        CancellationToken token = default;
        Task<WebhookReceiveResult> running = harness.Receive(CueDelivery.Click(), (_, context) =>
        {
            token = context.CancellationToken;
            return Task.Delay(Timeout.Infinite, token);
        }).AsTask();

        harness.Lifetime.StopApplication();
        WebhookReceiveResult late = await harness.Receive(CueDelivery.Click("evt_2"), Unexpected);
        harness.Clock.Advance(TimeSpan.FromSeconds(24));
        bool isCancelledEarly = token.IsCancellationRequested;
        harness.Clock.Advance(TimeSpan.FromSeconds(1));

        late.Outcome.Should().Be(WebhookOutcome.Unavailable);
        isCancelledEarly.Should().BeFalse("the host waits 30 seconds, of which five are kept for settling");
        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(running))).Outcome.Should().Be(WebhookOutcome.Unavailable);
        harness.Memory.Count.Should().Be(0, "the claim is released");
    }

    [Fact]
    public async Task SameEvent_200AtOnce_HandledOnce()
    {
        for (int round = 0; round < 20; round++)
        {
            await using var harness = new ReceiverHarness();
            int handled = 0;
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<WebhookReceiveResult>[] deliveries = [.. Enumerable.Range(0, 200).Select(_ => Task.Run(async () =>
            {
                await start.Task;
                return await harness.Receive(CueDelivery.Click(), async (_, _) =>
                {
                    Interlocked.Increment(ref handled);
                    await Task.Yield();
                });
            }))];
            start.SetResult();

            WebhookReceiveResult[] results = await Task.WhenAll(deliveries);

            handled.Should().Be(1);
            results.Count(result => result.Outcome == WebhookOutcome.Processed).Should().Be(1);
            results.Should().OnlyContain(result => result.Outcome == WebhookOutcome.Processed
                || result.Outcome == WebhookOutcome.Duplicate || result.Outcome == WebhookOutcome.InProgress);
        }
    }

    private static ReceiverHarness WithTimeout() => new(
        settings: new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:HandlerTimeout"] = "00:00:05" });

    private static async Task<IdempotencyClaim> TakeOver(ReceiverHarness harness, IdempotencyKey key)
    {
        // As another process would after this one stood still for longer than its lease: renewals never got out.
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Fail());
        harness.Clock.Advance(_lease);
        harness.Store.Clear();
        return await harness.Memory.ClaimAsync(key, _lease, CancellationToken.None);
    }

    private static bool IsSettled(ReceiverHarness harness, WebhookBody body)
    {
        try
        {
            _ = body.Span.Length;
            return false;
        }
        catch (ObjectDisposedException)
        {
            // The body goes when the handler ends; the settlement follows at once and leaves no timer behind.
            harness.Clock.Advance(TimeSpan.FromSeconds(10));
            return harness.Clock.WaitingTimers == 0;
        }
    }
}
