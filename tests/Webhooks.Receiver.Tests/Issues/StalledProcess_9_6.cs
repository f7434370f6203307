namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Issue 9.6: a process that was stalled for longer than its lease cancelled a handler whose claim nobody had taken over.</summary>
public sealed class StalledProcess_9_6
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Process_StalledForLongerThanItsLease_AsksTheStoreBeforeItCancels()
    {
        await using var harness = new ReceiverHarness();
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationToken token = default;
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), async (_, context) =>
        {
            token = context.CancellationToken;
            await running.Task;
        }).AsTask();

        harness.Clock.Advance(_lease * 3);
        await Eventually.Holds(() => harness.Renewals > 0, "the renewal");
        token.IsCancellationRequested.Should().BeFalse();
        running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1006).Should().BeEmpty();
        harness.Logs.Of(1020).Should().BeEmpty();
    }
}
