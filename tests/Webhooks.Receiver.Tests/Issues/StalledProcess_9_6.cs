using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Issue 9.6: a process that was stalled for longer than its lease cancelled a handler whose claim nobody had taken over.</summary>
public sealed class StalledProcess_9_6
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _token;

    [Fact]
    public async Task Process_StalledForLongerThanItsLease_AsksTheStoreBeforeItCancels()
    {
        var process = new StalledReceiver(capacity: 10);
        await using ReceiverHarness harness = process.Harness;
        Task<WebhookReceiveResult> receiving = Handle(harness);

        process.Clock.Stall(_lease * 3);
        await process.RenewAsync();
        _token.IsCancellationRequested.Should().BeFalse();
        _running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1006).Should().BeEmpty();
        harness.Logs.Of(1020).Should().BeEmpty();
    }

    [Fact]
    public async Task InMemoryStore_FullAndAHandledKeyCanGo_TheStalledClaimIsKept()
    {
        var process = new StalledReceiver(capacity: 2);
        await using ReceiverHarness harness = process.Harness;
        await harness.Receive(CueDelivery.Click("evt_0"), (_, _) => Task.CompletedTask);
        Task<WebhookReceiveResult> receiving = Handle(harness);

        process.Clock.Stall(_lease * 3);
        await harness.Receive(CueDelivery.Click("evt_2"), (_, _) => Task.CompletedTask);
        await process.RenewAsync();
        _token.IsCancellationRequested.Should().BeFalse();
        _running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1006).Should().BeEmpty();
    }

    [Fact]
    public async Task InMemoryStore_FullAndNoHandledKeyCanGo_TheMessageSaysWhatMayHaveHappened()
    {
        var process = new StalledReceiver(capacity: 1);
        await using ReceiverHarness harness = process.Harness;
        Task<WebhookReceiveResult> receiving = Handle(harness);

        process.Clock.Stall(_lease * 3);
        (await harness.Receive(CueDelivery.Click("evt_2"), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed);
        await process.RenewAsync();
        await Eventually.Holds(() => _token.IsCancellationRequested, "the cancellation");
        _running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.ClaimLost);
        harness.Logs.Of(1006).Should().ContainSingle().Which.Message.Should().Match(
            "The claim of delivery * from cue at /webhooks/cue is lost: its lease had ended before it was renewed, and another delivery of the "
            + "event claimed it or a full store removed it. The event may be handled twice.");
    }

    private Task<WebhookReceiveResult> Handle(ReceiverHarness harness) => harness.Receive(CueDelivery.Click(), async (_, context) =>
    {
        _token = context.CancellationToken;
        await _running.Task;
    }).AsTask();

    /// <summary>A receiver and an in-memory store with one clock that can stall.</summary>
    private sealed class StalledReceiver
    {
        private readonly ManualTimeProvider _manual = new();
        private readonly FaultInjectingIdempotencyStore _store;

        public StalledReceiver(int capacity)
        {
            Clock = new StallingTimeProvider(_manual);
            _store = new FaultInjectingIdempotencyStore(new InMemoryIdempotencyStore(capacity, Clock), Clock);
            Harness = new ReceiverHarness(builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(Clock);
                builder.Services.AddSingleton<IIdempotencyStore>(_store);
            });
        }

        public StallingTimeProvider Clock { get; }

        public ReceiverHarness Harness { get; }

        /// <summary>Fires the timer that is late by now, and waits for the store's answer.</summary>
        public async Task RenewAsync()
        {
            _manual.Advance(_lease / 3);
            await Eventually.Holds(() => _store.GetAnsweredCallCount(IdempotencyOperation.Renew) > 0, "the renewal");
        }
    }
}
