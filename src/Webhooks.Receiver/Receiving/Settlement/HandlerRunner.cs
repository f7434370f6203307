using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// Runs the settlement of a claimed delivery, renews its claim meanwhile, cancels the handler after its timeout, and releases the
/// claim after a failure. If the handler ignores its cancelled token, the sender is answered, and the claim is kept until it ends.
/// </summary>
internal sealed class HandlerRunner(
    StoreSettlement settlement, BoundedStore store, ClaimRenewer renewer, TimeProvider timeProvider, WebhookLogger logger,
    IDeliverySettlement? transactional = null)
{
    /// <summary>How long the answer waits for a cancelled handler to end.</summary>
    private static readonly TimeSpan _cancellationGrace = TimeSpan.FromSeconds(1);

    /// <summary>Runs the handler and settles the claim. A delivery from the inbox has no sender that waits, and is awaited to its end.</summary>
    public ValueTask<WebhookOutcome> RunAsync(ClaimedDelivery delivery, TimeSpan? handlerTimeout)
    {
        ITimer? timeout = handlerTimeout is { } time
            ? timeProvider.CreateTimer(static run => ((ClaimedDelivery)run!).Cancel(WebhookFailureReason.HandlerTimedOut), delivery, time, Timeout.InfiniteTimeSpan)
            : null;
        renewer.Add(delivery); // before the handler runs: it may block instead of awaiting

        // If the handler blocks, this thread must stay free to answer.
        ValueTask<WebhookOutcome> settling = timeout is null || delivery.UsesRequest
            ? SettleAsync(delivery, timeout)
            : new(Task.Run(() => SettleAsync(delivery, timeout).AsTask()));
        return settling.IsCompleted || delivery.UsesRequest || delivery.IsFromInbox ? settling : AnswerInTimeAsync(delivery, settling.AsTask());
    }

    private async ValueTask<WebhookOutcome> AnswerInTimeAsync(ClaimedDelivery delivery, Task<WebhookOutcome> settling)
    {
        await ((Task)settling.WaitAsync(delivery.CancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!settling.IsCompleted && !delivery.HasEnded)
        {
            await ((Task)settling.WaitAsync(_cancellationGrace, timeProvider, CancellationToken.None))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (settling.IsCompleted || delivery.HasEnded)
        {
            return await settling.ConfigureAwait(false);
        }

        WebhookDelivery about = delivery.Delivery;
        Log.HandlerOutlivesRequest(logger, about.Provider, about.Endpoint, about.Key.ShortName);
        return delivery.IsClaimLost ? WebhookOutcome.ClaimLost : WebhookOutcome.Unavailable;
    }

    /// <summary>Renews the claim until it is settled: recording a success may take longer than the rest of the lease.</summary>
    private async ValueTask<WebhookOutcome> SettleAsync(ClaimedDelivery delivery, ITimer? timeout)
    {
        WebhookDelivery about = delivery.Delivery;
        try
        {
            IDeliverySettlement used = delivery.UsesTransaction ? transactional! : settlement;
            switch (await used.HandleAndCompleteAsync(delivery, delivery.CancellationToken).ConfigureAwait(false))
            {
                case SettlementStatus.Completed:
                    return delivery.Status == HandlerStatus.Ignored ? WebhookOutcome.Ignored : WebhookOutcome.Processed;
                case SettlementStatus.ClaimLost:
                    if (!delivery.IsClaimLost)
                    {
                        Log.ClaimLost(logger, about.Provider, about.Endpoint, about.Key.ShortName);
                    }

                    return WebhookOutcome.ClaimLost;
                default:
                    await ReleaseAsync(delivery).ConfigureAwait(false);
                    return delivery.IsClaimLost ? WebhookOutcome.ClaimLost
                        : delivery.Status == HandlerStatus.Cancelled ? WebhookOutcome.Unavailable
                        : WebhookOutcome.Failed;
            }
        }
        catch (Exception e)
        {
            if (delivery.HasEnded)
            {
                Log.CompletionFailed(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
            }
            else
            {
                Log.SettlementThrew(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
                await ReleaseAsync(delivery).ConfigureAwait(false);
            }

            delivery.Reason = e is TimeoutException ? WebhookFailureReason.StoreTimedOut : WebhookFailureReason.StoreFailed;
            return WebhookOutcome.Unavailable;
        }
        finally
        {
            renewer.Remove(delivery);
            about.Body.Dispose(); // a settlement may throw before it runs the handler
            if (timeout is not null)
            {
                await timeout.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask ReleaseAsync(ClaimedDelivery delivery)
    {
        WebhookDelivery about = delivery.Delivery;
        try
        {
            await store.ReleaseAsync(delivery).ConfigureAwait(false);
            if (delivery.InboxAttempt is { Recorded.Kind: InboxResultKind.Dead } attempt)
            {
                Log.InboxItemDead(logger, about.Key.ShortName, about.Provider, about.Endpoint, attempt.Item.Attempt);
            }
        }
        catch (Exception e)
        {
            // The lease ends without a release; until then a retry gets an answer that makes the sender try again.
            Log.ReleaseFailed(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
        }
    }
}
