using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// Runs the settlement of a claimed delivery, renews its claim meanwhile, cancels the handler after its timeout, and releases the
/// claim after a failure. If the handler ignores its cancelled token, or the store does not answer at the host's stop, the sender is answered
/// before, and the claim is kept until the handler ends.
/// </summary>
internal sealed class HandlerRunner(
    StoreSettlement settlement, BoundedStore store, ClaimRenewer renewer, HostStopping host, TimeProvider timeProvider, WebhookLogger logger,
    IDeliverySettlement? transactional = null)
{
    /// <summary>How long the answer waits for a cancelled handler to end, unless the host ends before.</summary>
    private static readonly TimeSpan _cancellationGrace = TimeSpan.FromSeconds(1);

    /// <summary>Runs the handler and settles the claim. A delivery from the inbox has no sender that waits, and is awaited to its end.</summary>
    public ValueTask<HandlerResult> RunAsync(ClaimedDelivery delivery, TimeSpan? handlerTimeout)
    {
        ITimer? timeout = handlerTimeout is { } time
            ? timeProvider.CreateTimer(static run => ((ClaimedDelivery)run!).Cancel(WebhookFailureReason.HandlerTimedOut), delivery, time, Timeout.InfiniteTimeSpan)
            : null;
        renewer.Add(delivery); // before the handler runs: it may block instead of awaiting

        // If the handler blocks, this thread must stay free to answer.
        ValueTask<HandlerResult> settling = timeout is null || delivery.UsesRequest
            ? SettleAsync(delivery, timeout)
            : new(Task.Run(() => SettleAsync(delivery, timeout).AsTask()));
        return settling.IsCompleted || delivery.UsesRequest || delivery.IsFromInbox ? settling : AnswerInTimeAsync(delivery, settling.AsTask());
    }

    private async ValueTask<HandlerResult> AnswerInTimeAsync(ClaimedDelivery delivery, Task<HandlerResult> settling)
    {
        // The token of a handler that has ended is not cancelled any more, but the host stops all the same.
        using (var cancelled = CancellationTokenSource.CreateLinkedTokenSource(delivery.CancellationToken, host.HandlerToken))
        {
            await ((Task)settling.WaitAsync(cancelled.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Each waits for nothing if the settlement has ended.
        await ((Task)settling.WaitAsync(_cancellationGrace, timeProvider, host.HandlerToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (delivery.HasEnded)
        {
            await ((Task)settling.WaitAsync(host.HandlerToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // for the store, which has its own timeout
        }

        if (host.HandlerToken.IsCancellationRequested)
        {
            await ((Task)settling.WaitAsync(host.AnswerGrace, timeProvider, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (settling.IsCompleted)
        {
            return await settling.ConfigureAwait(false);
        }

        if (!delivery.HasEnded)
        {
            WebhookDelivery about = delivery.Delivery;
            Log.HandlerOutlivesRequest(logger, about.Provider, about.Endpoint, about.Key.ShortName);
        }

        return new(delivery.IsClaimLost ? WebhookOutcome.ClaimLost : WebhookOutcome.Unavailable, delivery.CancelledBy ?? WebhookFailureReason.HostStopping);
    }

    /// <summary>Renews the claim until it is settled: recording a success may take longer than the rest of the lease.</summary>
    private async ValueTask<HandlerResult> SettleAsync(ClaimedDelivery delivery, ITimer? timeout)
    {
        WebhookDelivery about = delivery.Delivery;
        try
        {
            IDeliverySettlement used = delivery.UsesTransaction ? transactional! : settlement;
            switch (await used.HandleAndCompleteAsync(delivery, delivery.CancellationToken).ConfigureAwait(false))
            {
                case SettlementStatus.Completed:
                    return new(delivery.Status == HandlerStatus.Ignored ? WebhookOutcome.Ignored : WebhookOutcome.Processed);
                case SettlementStatus.ClaimLost:
                    if (!delivery.IsClaimLost)
                    {
                        Log.ClaimLost(logger, about.Provider, about.Endpoint, about.Key.ShortName);
                    }

                    return new(WebhookOutcome.ClaimLost, delivery.Reason);
                default:
                    await ReleaseAsync(delivery).ConfigureAwait(false);
                    return GetFailure(delivery);
            }
        }
        catch (Exception e) when (delivery.IsHandled)
        {
            Log.CompletionFailed(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
            delivery.Reason = GetReason(e);
            return new(WebhookOutcome.Unavailable, delivery.Reason);
        }
        catch (Exception e)
        {
            Log.SettlementThrew(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
            delivery.Reason ??= GetReason(e); // a handler that failed, and one that was cancelled before it started, have theirs
            await ReleaseAsync(delivery).ConfigureAwait(false);
            return delivery.HasEnded ? GetFailure(delivery) : new(WebhookOutcome.Unavailable, delivery.Reason);
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

    private static HandlerResult GetFailure(ClaimedDelivery delivery) => new(
        delivery.IsClaimLost ? WebhookOutcome.ClaimLost
            : delivery.Status == HandlerStatus.Cancelled ? WebhookOutcome.Unavailable
            : WebhookOutcome.Failed,
        delivery.Reason ?? WebhookFailureReason.Unspecified); // a dispatcher or a settlement of the user's gave none

    private static WebhookFailureReason GetReason(Exception e) =>
        e is TimeoutException ? WebhookFailureReason.StoreTimedOut : WebhookFailureReason.StoreFailed;

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
