using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

public sealed class InboxTelemetryTests
{
    [Fact]
    public async Task Attempts_Ended_CountedByResultAndReason()
    {
        Queue<Exception?> ends = new([new InvalidOperationException(), new WebhookPermanentFailureException("No such account."), null]);
        await using var harness = new InboxHarness((_, _) => ends.Dequeue() is { } thrown ? throw thrown : Task.CompletedTask, options => options.MaxConcurrency = 1);
        using var meter = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        for (int i = 1; i <= 3; i++)
        {
            await harness.Receive(CueDelivery.Click($"evt_{i}"));
        }

        await harness.StartWorker();
        await Eventually.Holds(() => meter.Of("webhooks.receiver.inbox.attempts").Count == 3, "three attempts");

        meter.Of("webhooks.receiver.inbox.attempts").Select(measured => string.Join(" ", measured.Tags.Select(tag => $"{tag.Key}={tag.Value}"))).Should().Equal(
            "webhooks.provider=cue webhooks.inbox.result=retry error.type=handler_threw",
            "webhooks.provider=cue webhooks.inbox.result=dead error.type=handler_threw",
            "webhooks.provider=cue webhooks.inbox.result=processed");
    }

    [Fact]
    public async Task Attempt_HandledAlthoughCancelledAndThenLost_CountedAsLost()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        InboxHarness? harness = null;
        await using InboxHarness disposed = harness = new InboxHarness(async (_, context) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            harness!.Inbox.Single.Token = default; // another process has taken it
        });
        using var meter = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        await harness.Receive();
        await harness.StartWorker();
        await Eventually.Ends(started.Task);

        harness.Receiver.Lifetime.StopApplication();
        harness.Receiver.Clock.Advance(TimeSpan.FromSeconds(25)); // when the handlers of a host that waits 30 seconds are cancelled
        await Eventually.Holds(() => meter.Of("webhooks.receiver.inbox.attempts").Count == 1, "the attempt");

        meter.Of("webhooks.receiver.inbox.attempts").Select(measured => string.Join(" ", measured.Tags.Select(tag => $"{tag.Key}={tag.Value}"))).Should().Equal(
            "webhooks.provider=cue webhooks.inbox.result=claim_lost error.type=claim_lost");
    }

    [Fact]
    public async Task Gauges_Read_ShowTheLastCountsAndCountAnewAfterTenSeconds()
    {
        var counting = new CountingInbox();
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, inbox: counting);
        counting.Counts = new() { Pending = 3, Running = 1, Dead = 2, OldestReceivedAt = harness.Receiver.Clock.GetUtcNow() - TimeSpan.FromMinutes(2) };
        using var meter = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        await harness.StartWorker();

        meter.Observe();
        await Eventually.Holds(() => counting.Calls == 1 && Observe(meter, "webhooks.receiver.inbox.items") == "pending=3 running=1 dead=2", "the counts");
        meter.Of("webhooks.receiver.inbox.oldest.age").Should().OnlyContain(measured => measured.Value == 120);
        counting.Calls.Should().Be(1, "ten seconds have not passed");

        counting.Counts = null;
        harness.Receiver.Clock.Advance(TimeSpan.FromSeconds(10));
        await Eventually.Holds(() => Observe(meter, "webhooks.receiver.inbox.items").Length == 0, "no value rather than an old one");
        harness.Receiver.Logs.Of(1031).Should().ContainSingle();
    }

    [Fact]
    public async Task Gauges_ReadWhileTheStoreCountsOnItsCallersThread_DoNotWait()
    {
        using var mayCount = new ManualResetEventSlim();
        var counting = new CountingInbox { MayCount = mayCount, Counts = new() { Pending = 3, Running = 0, Dead = 0 } };
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, inbox: counting);
        using var meter = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        await harness.StartWorker();

        meter.Observe();

        counting.Ended.Should().Be(0);
        mayCount.Set();
        await Eventually.Holds(
            () => Observe(meter, "webhooks.receiver.inbox.items") == "pending=3 running=0 dead=0", "the counts");
    }

    private static string Observe(MeterCollector meter, string instrument)
    {
        meter.Clear();
        meter.Observe();
        return string.Join(" ", meter.Of(instrument).Select(measured => $"{measured.Tags.Single().Value}={measured.Value}"));
    }

    private sealed class CountingInbox : IWebhookInbox
    {
        public WebhookInboxCounts? Counts { get; set; }

        public ManualResetEventSlim? MayCount { get; init; }

        public int Calls { get; private set; }

        public int Ended { get; private set; }

        public ValueTask<WebhookInboxCounts> CountAsync(CancellationToken cancellationToken)
        {
            Calls++;
            MayCount?.Wait(TimeSpan.FromSeconds(20), cancellationToken);
            Ended++;
            return Counts is { } counts ? new(counts) : throw new IOException("away");
        }

        public ValueTask<long> CountProcessedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<WebhookInboxEntry>> ListAsync(WebhookInboxQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<WebhookInboxEntry?> FindAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> RequeueAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
