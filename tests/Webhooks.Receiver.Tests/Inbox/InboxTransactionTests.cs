using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Items whose handler runs in a transaction that cannot be begun or ended.</summary>
public sealed class InboxTransactionTests
{
    [Fact]
    public async Task Worker_NoConnectionForTheTransaction_ReturnedUncountedAfterAPauseEachTime()
    {
        const int Failures = 15;
        int calls = 0;
        bool isHandled = false;
        InboxHarness? harness = null;
        await using InboxHarness disposed = harness = new InboxHarness(
            (_, _) => Task.FromResult(isHandled = true),
            options => options.MaxAttempts = 1,
            settlement: new TestSettlement(async (delivery, _) =>
            {
                if (++calls <= Failures)
                {
                    throw new TimeoutException("No connection.");
                }

                await delivery.HandleAsync();
                await harness!.Inbox.SettleAsync(delivery.Delivery.Key, delivery.Token, InboxResult.Processed(delivery.Retention), CancellationToken.None);
                return SettlementStatus.Completed;
            }));
        DateTimeOffset start = harness.Receiver.Clock.GetUtcNow();
        await harness.Receive();
        await harness.StartWorker();

        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return harness.Inbox.Single.Result?.Kind is InboxResultKind.Processed or InboxResultKind.Dead;
            },
            "an end");

        harness.Inbox.Single.Result!.Value.Kind.Should().Be(InboxResultKind.Processed, "an item is not dead whose handler never ran");
        (isHandled, harness.Inbox.Single.Attempts).Should().Be((true, 1));
        harness.Receiver.Clock.GetUtcNow().Should().BeOnOrAfter(start + TimeSpan.FromSeconds(Failures), "the database is not asked without a pause");
        harness.Receiver.Logs.Of(1016).Should().HaveCount(Failures);
    }

    [Fact]
    public async Task Worker_HostStopsWhileAnItemWaitsForItsTransaction_ReturnedAtOnce()
    {
        var waiting = new TaskCompletionSource();
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, settlement: new TestSettlement(async (_, cancellationToken) =>
        {
            waiting.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return SettlementStatus.NotHandled;
        }));
        await harness.Receive();
        await harness.StartWorker();
        await Eventually.Ends(waiting.Task);

        await harness.StopWorker(); // the clock stands: the grace for handlers does not end

        (harness.Inbox.Single.Result?.Kind, harness.Inbox.Single.Attempts).Should().Be((InboxResultKind.Returned, 0));
    }

    [Fact]
    public async Task Worker_HandlerFailsAndRollbackThrows_TriedAgainForTheHandlersError()
    {
        await using var harness = new InboxHarness((_, _) => throw new ArgumentException("Mine."), settlement: FailingRollback());
        await harness.Receive();
        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Retry);
        harness.Inbox.Single.Result!.Value.Error!.Message.Should().Be("Mine.");
        harness.Receiver.Logs.Of(1016).Should().ContainSingle();
        harness.Receiver.Logs.Of(1010).Should().BeEmpty("it was not handled");
    }

    [Fact]
    public async Task Receive_HandlerFailsAndRollbackThrows_ReleasedForTheRetry()
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddSingleton<IDeliverySettlement>(FailingRollback()))
        {
            Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/webhooks/cue", new() { HandleInTransaction = true }),
        };

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), (_, _) => throw new ArgumentException("Mine."));

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.HandlerThrew));
        harness.Store.GetAnsweredCallCount(IdempotencyOperation.Release).Should().Be(1);
    }

    private static TestSettlement FailingRollback() => new TestSettlement(async (delivery, _) =>
    {
        await delivery.HandleAsync();
        throw new InvalidOperationException("A reader is open.");
    });
}
