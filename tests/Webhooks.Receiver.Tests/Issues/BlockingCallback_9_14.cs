namespace Webhooks.Receiver.Tests.Issues;

/// <summary>A handler whose cancellation callback blocks keeps no other handler from being cancelled.</summary>
public sealed class BlockingCallback_9_14
{
    private const int Handlers = 8;
    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Shutdown_CallbacksBlock_AllTokensAreCancelledMeanwhile()
    {
        await using var harness = new ReceiverHarness();
        using var release = new ManualResetEventSlim();
        using var running = new CountdownEvent(Handlers);
        var tokens = new CancellationToken[Handlers];
        int blocked = 0;
        var deliveries = Enumerable.Range(0, Handlers).Select(i => harness.Receive(CueDelivery.Click($"evt_{i}"), async (_, context) =>
        {
            tokens[i] = context.CancellationToken;
            if (Blocks(i))
            {
                tokens[i].Register(() =>
                {
                    Interlocked.Increment(ref blocked);
                    release.Wait(); // until this test ends it
                });
            }

            running.Signal();
            await Task.Delay(Timeout.Infinite, tokens[i]);
        }).AsTask()).ToList();
        running.Wait(Eventually.Limit).Should().BeTrue();

        harness.Lifetime.StopApplication();
        var stopping = Task.Factory.StartNew(
            () => harness.Clock.Advance(_shutdownTimeout), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await Eventually.Holds(() => Volatile.Read(ref blocked) > 0, "a callback that blocks");
            await Eventually.Holds(() => tokens.All(token => token.IsCancellationRequested), "the cancellation of all, while it blocks");
            foreach (Task<WebhookReceiveResult> delivery in deliveries.Where((_, i) => !Blocks(i)))
            {
                (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(delivery))).Outcome.Should().Be(WebhookOutcome.Unavailable);
            }
        }
        finally
        {
            release.Set();
            await Eventually.Ends(stopping);
            await Eventually.EndsAsTimePasses(Task.WhenAll(deliveries), harness.Clock);
        }
    }

    private static bool Blocks(int handler) => handler % 3 == 0;
}
