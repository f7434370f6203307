namespace Webhooks.Receiver.Tests;

/// <summary>What goes wrong in the middle of a delivery with several events: never an event lost behind a success.</summary>
public sealed class BundleFaultTests
{
    [Theory]
    [InlineData(IdempotencyOperation.Claim, "a,b")]
    [InlineData(IdempotencyOperation.Complete, "a,b,c")]
    public async Task Store_ThatDiesInTheMiddle_EndsTheDeliveryAndTheRetryGoesOn(IdempotencyOperation operation, string handledBefore)
    {
        await using var harness = new BundleHarness();
        harness.Handle = (e, _) =>
        {
            if (e.Id == (operation == IdempotencyOperation.Claim ? "b" : "c"))
            {
                harness.Receiver.Store.Inject(operation, IdempotencyFault.Fail());
            }

            return Task.CompletedTask;
        };

        ValueTask<WebhookReceiveResult> sending = harness.SendAsync("a", "b", "c", "d", "e");
        WebhookReceiveResult first = await Eventually.EndsAsTimePasses(sending.AsTask(), harness.Receiver.Clock);

        (first.Outcome, first.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreFailed));
        harness.Handled.Should().Equal(handledBefore.Split(','));

        harness.Receiver.Store.Clear();
        harness.Handle = (_, _) => Task.CompletedTask;
        harness.Receiver.Clock.Advance(TimeSpan.FromMinutes(2));
        (await harness.SendAsync("a", "b", "c", "d", "e")).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Handled.Distinct().Should().BeEquivalentTo("a", "b", "c", "d", "e");
        harness.Handled.Count(id => id is "a" or "b").Should().Be(2, "these were recorded");
    }

    [Fact]
    public async Task Claim_LostInTheMiddle_EndsTheDelivery()
    {
        await using var harness = new BundleHarness();
        InMemoryIdempotencyStore store = harness.Receiver.Memory;
        harness.Handle = (e, _) =>
        {
            if (e.Id == "b")
            {
                harness.Receiver.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(TakeOverAsync), times: 1);
            }

            return Task.CompletedTask;
        };

        WebhookReceiveResult result = await harness.SendAsync("a", "b", "c");

        (result.Outcome, result.RetryAfter).Should().Be((WebhookOutcome.ClaimLost, TimeSpan.FromSeconds(1)));
        harness.Handled.Should().Equal("a", "b");

        async Task TakeOverAsync(IdempotencyCall call)
        {
            await store.ReleaseAsync(call.Key, call.Token, CancellationToken.None);
            await store.ClaimAsync(call.Key, TimeSpan.FromSeconds(30), CancellationToken.None);
        }
    }

    [Fact]
    public async Task Host_ThatStopsInTheMiddle_EndsTheDelivery()
    {
        await using var harness = new BundleHarness();
        harness.Handle = (e, _) =>
        {
            if (e.Id == "b")
            {
                harness.Receiver.Lifetime.StopApplication();
            }

            return Task.CompletedTask;
        };

        WebhookReceiveResult result = await harness.SendAsync("a", "b", "c", "d");

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
        harness.Handled.Should().Equal("a", "b");
        harness.Receiver.Memory.Count.Should().Be(2, "the others are not claimed");
    }

    /// <summary>An event that always takes too long must not keep those after it from being handled.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_ThatTimesOutInTheMiddle_DoesNotKeepTheOthersWaiting(bool obeysItsToken)
    {
        await using var harness = new BundleHarness(settings: new() { ["Webhooks:bundle:HandlerTimeout"] = "00:00:05" });
        var release = new TaskCompletionSource();
        harness.Handle = (e, context) => e.Id != "b" ? Task.CompletedTask
            : obeysItsToken ? Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken)
            : release.Task;

        WebhookReceiveResult result = await Eventually.EndsAsTimePasses(harness.SendAsync("a", "b", "c").AsTask(), harness.Receiver.Clock);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HandlerTimedOut));
        harness.Handled.Should().Equal("a", "b", "c");
        (await Eventually.EndsAsTimePasses(harness.SendAsync("a", "b", "c").AsTask(), harness.Receiver.Clock)).IsAcknowledged.Should().BeFalse();
        release.SetResult();
        harness.Handle = (_, _) => Task.CompletedTask;
        await Eventually.Holds(async () => (await harness.SendAsync("a", "b", "c")).IsAcknowledged, "the timed-out handler to have ended");
        harness.Handled.Where(id => id != "b").Should().Equal("a", "c");
    }

    /// <summary>The events that another delivery handles now do not hold up the others, and the answer is no success.</summary>
    [Fact]
    public async Task Event_InProgressElsewhere_IsLeftToIt()
    {
        await using var harness = new BundleHarness();
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        harness.Handle = (e, _) =>
        {
            entered.TrySetResult();
            return e.Id == "b" ? release.Task : Task.CompletedTask;
        };
        Task<WebhookReceiveResult> running = harness.SendAsync("b").AsTask();
        await entered.Task;

        WebhookReceiveResult second = await harness.SendAsync("a", "b", "c");

        (second.Outcome, second.RetryAfter > TimeSpan.Zero).Should().Be((WebhookOutcome.InProgress, true));
        harness.Handled.Should().Equal("b", "a", "c");
        release.SetResult();
        (await running).Outcome.Should().Be(WebhookOutcome.Processed);
        (await harness.SendAsync("a", "b", "c")).Outcome.Should().Be(WebhookOutcome.Duplicate);
    }

    [Theory]
    [InlineData("a", WebhookOutcome.Failed)]
    [InlineData("c", WebhookOutcome.Failed)]
    public async Task Outcome_OfADelivery_IsThatOfItsWorstEvent(string failing, WebhookOutcome outcome)
    {
        await using var harness = new BundleHarness();
        await harness.SendAsync("b");
        harness.Handle = (e, _) => e.Id == failing ? throw new IOException() : Task.CompletedTask;

        WebhookReceiveResult result = await harness.SendAsync("a", "b", "c");

        result.Outcome.Should().Be(outcome);
        result.Key.Should().Be(IdempotencyKey.Create("bundle", "/bundles", null, DeliveryIdentity.FromSigned(failing)));
    }
}
