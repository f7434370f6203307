namespace Webhooks.Receiver.Tests;

/// <summary>How the worker keeps its slots busy.</summary>
public sealed class InboxSlotsTests
{
    [Fact]
    public async Task Worker_ResultBeingRecorded_NextItemIsHandledMeanwhile()
    {
        int handled = 0;
        var recording = new TaskCompletionSource();
        await using var harness = new InboxHarness(
            (_, _) => Task.FromResult(Interlocked.Increment(ref handled)), options => options.MaxConcurrency = 1);
        await Store(harness, 5);

        harness.Inbox.Before = call => call == nameof(IInboxStore.SettleAsync) ? recording.Task : Task.CompletedTask;
        await harness.StartWorker();

        await Eventually.Holds(() => Volatile.Read(ref handled) == 5, "all to be handled");
        harness.Inbox.Rows.Should().OnlyContain(row => row.Result == null);
        recording.SetResult();
        await Eventually.Holds(() => harness.Inbox.Rows.All(row => row.Result?.Kind == InboxResultKind.Processed), "all to be recorded");
    }

    [Theory]
    [InlineData(1, 600, 0, 30, 258)] // a thousand in a second: up to a hundred are ahead, after some takes
    [InlineData(0.01, 1000, 0, 100, 258)] // bounded in number
    [InlineData(1, 30, 1024 * 1024, 2, 10)] // and in size
    [InlineData(1000, 20, 0, 2, 2)] // slow handlers: none beyond those that run at the same time
    public async Task Worker_ManyItems_TakesAsManyAheadAsAreSoonHandled(
        double milliseconds, int items, int padding, int atLeast, int atMost)
    {
        InboxHarness? harness = null;
        await using InboxHarness disposed = harness = new InboxHarness(
            (_, _) =>
            {
                harness!.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
                return Task.CompletedTask;
            },
            options => options.MaxConcurrency = 2);
        await Store(harness, items, padding);

        await harness.StartWorker();

        await Eventually.Holds(() => harness.Inbox.Rows.All(row => row.Result?.Kind == InboxResultKind.Processed), "all to be processed");
        harness.Inbox.LargestTake.Should().BeInRange(atLeast, atMost);
    }

    [Fact]
    public async Task Worker_HandlersBecomeSlow_ItemsTakenAheadGoBack()
    {
        const int Fast = 20;
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
            options => options.MaxConcurrency = 2);
        await Store(harness, 200);

        await harness.StartWorker();
        await Eventually.Holds(() => Volatile.Read(ref handled) == Fast + 2, "both slots to be busy");
        await Eventually.Holds(() => harness.Inbox.Rows.Count(row => row.Attempts > 0) > Fast + 2, "items to be taken ahead");

        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromSeconds(1));
                return harness.Inbox.Rows.Count(row => row.Attempts > 0) == Fast + 2;
            },
            "the others to go back, uncounted");
        harness.Inbox.Rows.Should().Contain(row => row.Result != null && row.Result.Value.Kind == InboxResultKind.Returned);
        gate.SetResult();
        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return harness.Inbox.Rows.All(row => row.Result?.Kind == InboxResultKind.Processed);
            },
            "all to be processed");
    }

    [Fact]
    public async Task Worker_HostStops_WaitingItemsGoBackAtOnce()
    {
        int handled = 0;
        InboxHarness? harness = null;
        await using InboxHarness disposed = harness = new InboxHarness(
            async (_, context) =>
            {
                harness!.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(1));
                if (Interlocked.Increment(ref handled) > 20)
                {
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }
            },
            options => options.MaxConcurrency = 2);
        await Store(harness, 200);

        await harness.StartWorker();
        await Eventually.Holds(() => Volatile.Read(ref handled) == 22, "both slots to be busy");
        await Eventually.Holds(() => harness.Inbox.Rows.Count(row => row.Attempts > 0) > 24, "items to be taken ahead");

        Task stopping = harness.StopWorker();

        await Eventually.Holds(() => harness.Inbox.Rows.Count(row => row.Attempts > 0) == 22, "those that wait to go back while two handlers run");
        await Eventually.EndsAsTimePasses(stopping, harness.Receiver.Clock);
        harness.Inbox.Rows.Count(row => row.Attempts > 0).Should().Be(20);
    }

    private static async Task Store(InboxHarness harness, int items, int padding = 0)
    {
        for (int i = 0; i < items; i++)
        {
            await harness.Receive(CueDelivery.Signed(CueDelivery.ClickBody($"evt_{i}") + new string(' ', padding)));
        }
    }
}
