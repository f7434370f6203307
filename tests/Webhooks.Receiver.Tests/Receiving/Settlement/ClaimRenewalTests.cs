using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>When claims are renewed, and when they are lost. The store answers at once, or not at all, so that only the clock decides.</summary>
public sealed class ClaimRenewalTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task Renewals_OfHandlersThatBeganAtDifferentTimes_EachAfterAThirdOfItsOwnLease()
    {
        await using var harness = new ReceiverHarness();
        DateTimeOffset start = harness.Clock.GetUtcNow();
        List<(double Second, IdempotencyKey Key)> renewals = [];
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Run(call =>
        {
            renewals.Add(((harness.Clock.GetUtcNow() - start).TotalSeconds, call.Key));
            return Task.CompletedTask;
        }));
        using var first = new RunningHandler(harness, "evt_1");
        harness.Clock.Advance(TimeSpan.FromSeconds(5));
        using var second = new RunningHandler(harness, "evt_2");

        harness.Clock.Advance(TimeSpan.FromSeconds(22));

        renewals.Should().Equal((10, first.Key), (15, second.Key), (20, first.Key), (25, second.Key));
        (await first.End()).Outcome.Should().Be(WebhookOutcome.Processed);
        (await second.End()).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Renewal_StoreDoesNotAnswer_IsNotRepeatedAndTheClaimIsLostWhenTheLeaseEnds()
    {
        await using ReceiverHarness harness = WithPatienceForTheStore();
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Hang());
        using var handler = new RunningHandler(harness);

        harness.Clock.Advance(_lease - _tick);
        handler.IsCancelled.Should().BeFalse("the lease still runs");
        harness.Store.GetCallCount(IdempotencyOperation.Renew).Should().Be(1, "the first call may still be answered");
        harness.Clock.Advance(_tick);

        handler.IsCancelled.Should().BeTrue("another process may own the key now");
        harness.Logs.Of(1020).Should().ContainSingle();
        (await handler.End()).Outcome.Should().Be(WebhookOutcome.ClaimLost);
    }

    [Fact]
    public async Task Renewal_Answered_LengthensTheLeaseFromItsBeginning()
    {
        await using ReceiverHarness harness = WithPatienceForTheStore();
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.None, times: 1);
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Hang());
        using var handler = new RunningHandler(harness);

        harness.Clock.Advance(_lease / 3);
        harness.Clock.Advance(_lease - _tick);
        handler.IsCancelled.Should().BeFalse("the lease was renewed after a third");
        harness.Clock.Advance(_tick);

        handler.IsCancelled.Should().BeTrue();
        (await handler.End()).Outcome.Should().Be(WebhookOutcome.ClaimLost);
    }

    [Fact]
    public async Task Renewal_FindsTheClaimTakenOver_LogsItAndCancelsTheHandlerAtOnce()
    {
        await using var harness = new ReceiverHarness();
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Run(async call =>
        {
            await harness.Memory.ReleaseAsync(call.Key, call.Token, CancellationToken.None);
            await harness.Memory.ClaimAsync(call.Key, _lease, CancellationToken.None);
        }));
        using var handler = new RunningHandler(harness);

        harness.Clock.Advance(_lease / 3);

        handler.IsCancelled.Should().BeTrue();
        harness.Logs.Of(1006).Should().ContainSingle();
        harness.Logs.Of(1020).Should().BeEmpty("the store answered");
        (await handler.End()).Outcome.Should().Be(WebhookOutcome.ClaimLost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Renewal_AnsweredAfterTheClaimWasLost_DoesNotReportTheLossAgain(bool fails)
    {
        await using ReceiverHarness harness = WithPatienceForTheStore();
        var answer = new TaskCompletionSource();
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Run(async call =>
        {
            await answer.Task.ConfigureAwait(false);
            await harness.Memory.ReleaseAsync(call.Key, call.Token, CancellationToken.None);
        }));
        using var handler = new RunningHandler(harness, ignoresItsToken: true);
        harness.Clock.Advance(_lease);
        handler.IsCancelled.Should().BeTrue();

        // Without a synchronization context, the renewal ends within these calls.
        await Task.Run(() => fails ? answer.TrySetException(new IOException()) : answer.TrySetResult());

        harness.Logs.Of(1009).Should().HaveCount(fails ? 1 : 0);
        harness.Logs.Of(1020).Should().ContainSingle();
        harness.Logs.Of(1006).Should().BeEmpty("the loss is known");
        await handler.End();
    }

    [Fact]
    public async Task Dispose_WhileAHandlerRuns_EndsItsRenewals()
    {
        await using var harness = new ReceiverHarness();
        using var handler = new RunningHandler(harness);
        harness.Clock.WaitingTimers.Should().Be(1, "the renewal is due after a third of the lease");

        await ((IAsyncDisposable)harness.Services).DisposeAsync();

        harness.Clock.WaitingTimers.Should().Be(0);
        (await handler.End()).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    /// <summary>Here a call of the store may take longer than a lease, so that the end of the lease is what ends the wait for it.</summary>
    private static ReceiverHarness WithPatienceForTheStore() => new(
        builder => builder.Services.Configure<WebhookHostOptions>(options => options.StoreTimeout = TimeSpan.FromHours(1)));
}
