using System.Collections.Concurrent;

namespace Webhooks.Receiver.Tests;

/// <summary>The leases of items that were taken ahead of a free slot, and are not renewed while they wait.</summary>
public sealed class InboxQueueLeaseTests
{
    private const int Fast = 20;

    [Fact]
    public async Task Worker_SlotFreeAfterTheLeaseOfWaitingItems_NoHandlerStartsWithAnEndedLease()
    {
        const int Items = 100;
        ConcurrentQueue<string> handled = [];
        int late = 0;
        InboxHarness? harness = null;
        await using InboxHarness disposed = harness = new InboxHarness(
            (e, context) =>
            {
                handled.Enqueue(e.Id);
                late += LeaseEnd(harness!, context.Delivery.Key) <= harness!.Receiver.Clock.GetUtcNow() ? 1 : 0;
                harness.Receiver.Clock.Advance(handled.Count % Fast == 0 ? TimeSpan.FromSeconds(4) : TimeSpan.FromMilliseconds(1));
                return Task.CompletedTask;
            },
            options => (options.MaxConcurrency, options.Lease) = (1, TimeSpan.FromSeconds(3)));
        await Store(harness, Items);

        await harness.StartWorker();
        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(20));
                return harness.Inbox.Rows.All(row => row.Result?.Kind == InboxResultKind.Processed);
            },
            "all to be processed");

        late.Should().Be(0, "another process may have taken those items");
        handled.Should().HaveCount(Items).And.OnlyHaveUniqueItems();
        harness.Inbox.LargestTake.Should().BeGreaterThan(2, "else nothing waited");
    }

    [Fact]
    public async Task Worker_LeaseShorterThanThePoll_WaitingItemsGoBackWithoutThePoll()
    {
        int handled = 0;
        var gate = new TaskCompletionSource();
        InboxHarness? harness = null;
        await using InboxHarness disposed = harness = new InboxHarness(
            async (_, _) =>
            {
                harness!.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(1));
                if (Interlocked.Increment(ref handled) > Fast)
                {
                    await gate.Task;
                }
            },
            options => (options.MaxConcurrency, options.Lease, options.PollInterval) = (2, TimeSpan.FromSeconds(3), TimeSpan.FromHours(12)));
        await Store(harness, 200);

        await harness.StartWorker();
        await Eventually.Holds(() => Volatile.Read(ref handled) == Fast + 2, "both slots to be busy");
        await Eventually.Holds(() => harness.Inbox.Rows.Count(row => row.Attempts > 0) > Fast + 2, "items to be taken ahead");

        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return harness.Inbox.Rows.Count(row => row.Attempts > 0) == Fast + 2;
            },
            "the others to go back");
        gate.SetResult();
    }

    private static DateTimeOffset LeaseEnd(InboxHarness harness, IdempotencyKey key) => harness.Inbox.Rows.Single(row => row.Delivery.Key == key).DueAt;

    private static async Task Store(InboxHarness harness, int items)
    {
        for (int i = 0; i < items; i++)
        {
            await harness.Receive(CueDelivery.Signed(CueDelivery.ClickBody($"evt_{i}")));
        }
    }
}
