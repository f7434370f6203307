using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>
/// The default settlement: the handler runs while its claim is renewed; then the claim is completed or released through the
/// store. A handler that ignores its cancelled token is answered for and keeps its claim until it ends.
/// </summary>
internal sealed class StoreSettlement(BoundedStore store, ClaimRenewer renewer, TimeProvider timeProvider, ILogger logger) : IDeliverySettlement
{
    /// <summary>How long a cancelled handler may take to end before it is answered for.</summary>
    private static readonly TimeSpan _cancellationGrace = TimeSpan.FromSeconds(1);

    public ValueTask<WebhookOutcome> HandleAndSettleAsync(ClaimedDelivery delivery)
    {
        var run = new HandlerRun(delivery, timeProvider);
        CancellationToken cancelled = run.Token;
        renewer.Add(run); // before the handler runs: it may block instead of awaiting
        ValueTask<HandlerResult> handler = delivery.HandleAsync(cancelled);
        return handler.IsCompleted || delivery.EndsWithRequest
            ? SettleWhenEndedAsync(run, handler)
            : SettleOrOutliveAsync(run, handler.AsTask(), cancelled);
    }

    private async ValueTask<WebhookOutcome> SettleOrOutliveAsync(HandlerRun run, Task<HandlerResult> handler, CancellationToken cancelled)
    {
        Task<WebhookOutcome> settlement = SettleWhenEndedAsync(run, new ValueTask<HandlerResult>(handler)).AsTask();
        if (await EndsInTimeAsync(handler, cancelled).ConfigureAwait(false))
        {
            return await settlement.ConfigureAwait(false);
        }

        WebhookDelivery about = run.Delivery.Delivery;
        Log.HandlerOutlivesRequest(logger, about.Provider, about.Endpoint, about.Key.ShortName);
        return run.IsClaimLost ? WebhookOutcome.ClaimLost : WebhookOutcome.Unavailable;
    }

    /// <summary>Renewals go on until the claim is settled: recording success may take longer than the rest of the lease.</summary>
    private async ValueTask<WebhookOutcome> SettleWhenEndedAsync(HandlerRun run, ValueTask<HandlerResult> handler)
    {
        ClaimedDelivery delivery = run.Delivery;
        try
        {
            HandlerResult result = await handler.ConfigureAwait(false);
            run.IsHandlerRunning = false;
            if (!result.IsSuccess)
            {
                return await ReleaseAsync(delivery, result, run.IsClaimLost).ConfigureAwait(false);
            }

            try
            {
                return Recorded(run, result, await store.CompleteAsync(delivery.Delivery.Key, delivery.Token, delivery.Retention).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                WebhookDelivery about = delivery.Delivery;
                Log.CompletionFailed(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
                return WebhookOutcome.Unavailable;
            }
        }
        finally
        {
            renewer.Remove(run);
            run.Dispose();
        }
    }

    private WebhookOutcome Recorded(HandlerRun run, HandlerResult result, bool isRecorded)
    {
        if (isRecorded)
        {
            return result.Status == HandlerStatus.Ignored ? WebhookOutcome.Ignored : WebhookOutcome.Processed;
        }

        if (!run.IsClaimLost)
        {
            WebhookDelivery about = run.Delivery.Delivery;
            Log.ClaimLost(logger, about.Provider, about.Endpoint, about.Key.ShortName);
        }

        return WebhookOutcome.ClaimLost;
    }

    private async ValueTask<WebhookOutcome> ReleaseAsync(ClaimedDelivery delivery, HandlerResult result, bool isClaimLost)
    {
        try
        {
            await store.ReleaseAsync(delivery.Delivery.Key, delivery.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The lease runs out by itself; until then a retry is told to come back.
            WebhookDelivery about = delivery.Delivery;
            Log.ReleaseFailed(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
        }

        if (isClaimLost)
        {
            return WebhookOutcome.ClaimLost;
        }

        return result.Status == HandlerStatus.Cancelled ? WebhookOutcome.Unavailable : WebhookOutcome.Failed;
    }

    /// <returns>Whether the handler ended by itself, or within a grace after its token was cancelled.</returns>
    private async ValueTask<bool> EndsInTimeAsync(Task<HandlerResult> handler, CancellationToken cancelled)
    {
        await ((Task)handler.WaitAsync(cancelled)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!handler.IsCompleted)
        {
            await ((Task)handler.WaitAsync(_cancellationGrace, timeProvider, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return handler.IsCompleted;
    }
}
