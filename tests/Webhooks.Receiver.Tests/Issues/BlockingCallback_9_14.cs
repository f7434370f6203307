namespace Webhooks.Receiver.Tests.Issues;

/// <summary>A handler whose cancellation callback blocks keeps no other handler from being cancelled.</summary>
public sealed class BlockingCallback_9_14
{
    [Fact]
    public async Task Shutdown_OneCallbackBlocks_AllTokensAreCancelled()
    {
        const int Handlers = 8;
        await using var harness = new ReceiverHarness();
        using var release = new ManualResetEventSlim();
        using var running = new CountdownEvent(Handlers);
        List<Task<WebhookReceiveResult>> deliveries = [];
        for (int i = 0; i < Handlers; i++)
        {
            bool blocks = i % 3 == 0;
            deliveries.Add(harness.Receive(CueDelivery.Click($"evt_{i}"), async (_, context) =>
            {
                if (blocks)
                {
                    context.CancellationToken.Register(() => release.Wait(TimeSpan.FromSeconds(60)));
                }

                running.Signal();
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }).AsTask());
        }

        running.Wait(TimeSpan.FromSeconds(60)).Should().BeTrue();
        harness.Lifetime.StopApplication();
        harness.Clock.Advance(ShutdownTimeout);

        // Those that do not block have stopped while the others still do.
        foreach (Task<WebhookReceiveResult> delivery in deliveries.Where((_, i) => i % 3 != 0))
        {
            (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(delivery))).Outcome.Should().Be(WebhookOutcome.Unavailable);
        }

        release.Set();
        await Eventually.EndsAsTimePasses(Task.WhenAll(deliveries), harness.Clock);
    }

    private static TimeSpan ShutdownTimeout => TimeSpan.FromSeconds(30);
}
