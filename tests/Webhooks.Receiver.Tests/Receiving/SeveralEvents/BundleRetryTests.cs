using System.Collections.Concurrent;

namespace Webhooks.Receiver.Tests;

/// <summary>Retries of deliveries with several events: only what is left is handled.</summary>
public sealed class BundleRetryTests
{
    [Fact]
    public async Task Retry_AfterOneOfAHundredFailed_HandlesThatOneAlone()
    {
        await using var harness = new BundleHarness();
        string[] ids = Bundle.Ids(1, 100);
        harness.Handle = (e, _) => e.Id == "e37" ? throw new IOException() : Task.CompletedTask;

        WebhookReceiveResult first = await harness.SendAsync(ids);

        (first.Outcome, first.Reason, first.IsAcknowledged).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.HandlerThrew, false));
        harness.Handled.Should().Equal(ids, "the others are handled, and in the sender's order");

        harness.Handled.Clear();
        (await harness.SendAsync(ids)).Outcome.Should().Be(WebhookOutcome.Failed);
        harness.Handled.Should().Equal("e37");

        harness.Handled.Clear();
        harness.Handle = (_, _) => Task.CompletedTask;
        (await harness.SendAsync(ids)).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Handled.Should().Equal("e37");

        harness.Handled.Clear();
        (await harness.SendAsync(ids)).Outcome.Should().Be(WebhookOutcome.Duplicate);
        harness.Handled.Should().BeEmpty();
    }

    /// <summary>A sender may put what is left, and what came since, into another bundle.</summary>
    [Fact]
    public async Task Retry_WithAnotherRange_HandlesWhatIsNew()
    {
        await using var harness = new BundleHarness();
        harness.Handle = (e, _) => e.Id == "e3" ? throw new IOException() : Task.CompletedTask;
        await harness.SendAsync(Bundle.Ids(1, 5));
        harness.Handled.Clear();
        harness.Handle = (_, _) => Task.CompletedTask;

        (await harness.SendAsync(Bundle.Ids(3, 5))).Outcome.Should().Be(WebhookOutcome.Processed);

        harness.Handled.Should().Equal("e3", "e6", "e7");
    }

    [Fact]
    public async Task RetryAfter_IsTheLongestOfAll()
    {
        await using var harness = new BundleHarness();
        harness.Handle = (e, _) => e.Id switch
        {
            "a" => throw new WebhookRetryException(TimeSpan.FromSeconds(40)),
            "b" => throw new WebhookRetryException(TimeSpan.FromSeconds(90)),
            _ => throw new IOException(),
        };

        WebhookReceiveResult result = await harness.SendAsync("a", "b", "c");

        (result.Outcome, result.RetryAfter).Should().Be((WebhookOutcome.Failed, TimeSpan.FromSeconds(90)));
    }

    /// <summary>Many rounds of overlapping bundles at once, each sent until it is acknowledged.</summary>
    [Fact]
    public async Task OverlappingDeliveries_AtOnce_HandleEachEventOnce()
    {
        const int Rounds = 200;
        await using var harness = new BundleHarness();
        ConcurrentDictionary<string, int> running = new();
        harness.Handle = async (e, _) =>
        {
            running.AddOrUpdate(e.Id, 1, (id, count) => throw new InvalidOperationException($"{id} is handled {count + 1} times at once."));
            await Task.Yield();
            running.TryRemove(e.Id, out int _);
        };

        for (int round = 0; round < Rounds; round++)
        {
            int first = round * 20;
            harness.Handled.Clear();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(() => SendUntilDoneAsync(Bundle.Ids(first + (sender * 4), 8)))));

            harness.Handled.Should().BeEquivalentTo(Bundle.Ids(first, 20), "round {0}", round);
        }

        async Task SendUntilDoneAsync(string[] ids)
        {
            for (int tries = 0; ; tries++)
            {
                WebhookReceiveResult result = await harness.SendAsync(ids);
                if (result.IsAcknowledged)
                {
                    result.Outcome.Should().BeOneOf(WebhookOutcome.Processed, WebhookOutcome.Duplicate);
                    return;
                }

                result.Outcome.Should().Be(WebhookOutcome.InProgress);
                tries.Should().BeLessThan(100_000);
                await Task.Yield();
            }
        }
    }
}
