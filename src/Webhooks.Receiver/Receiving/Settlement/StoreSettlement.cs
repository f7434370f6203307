using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>
/// The default settlement: the handler runs while its claim is renewed; then the claim is completed or released through the
/// store. A handler that ignores its cancelled token is answered for and keeps its claim until it ends.
/// </summary>
internal sealed class StoreSettlement(
    BoundedStore store, ClaimRenewer renewer, HostStopping host, TimeProvider timeProvider, ILogger logger) : IDeliverySettlement
{
    /// <summary>How long a cancelled handler may take to end before it is answered for.</summary>
    private static readonly TimeSpan _cancellationGrace = TimeSpan.FromSeconds(1);

    public async ValueTask<WebhookOutcome> HandleAndSettleAsync(ClaimedDelivery delivery)
    {
        var run = new HandlerRun(delivery.HandlerTimeout, timeProvider, host.HandlerToken);
        CancellationToken cancelled = run.Token;
        RenewedClaim claim = renewer.Add(delivery, run); // before the handler runs: it may block instead of awaiting
        Task<HandlerResult> handler = delivery.HandleAsync(cancelled).AsTask();
        Task<WebhookOutcome> settlement = SettleWhenEndedAsync(delivery, handler, claim);
        if (delivery.EndsWithRequest || await EndsInTimeAsync(handler, cancelled).ConfigureAwait(false))
        {
            return await settlement.ConfigureAwait(false);
        }

        Log.HandlerOutlivesRequest(logger, delivery.Delivery.Provider, delivery.Delivery.Endpoint, delivery.Delivery.Key.ShortName);
        return run.IsClaimLost ? WebhookOutcome.ClaimLost : WebhookOutcome.Unavailable;
    }

    /// <summary>Renewals go on until the claim is settled: recording success may take longer than the rest of the lease.</summary>
    private async Task<WebhookOutcome> SettleWhenEndedAsync(ClaimedDelivery delivery, Task<HandlerResult> handler, RenewedClaim claim)
    {
        try
        {
            HandlerResult result = await handler.ConfigureAwait(false);
            claim.IsHandlerRunning = false;
            return await SettleAsync(delivery, result, claim.Run.IsClaimLost).ConfigureAwait(false);
        }
        finally
        {
            renewer.Remove(claim);
            claim.Run.Dispose();
        }
    }

    private async ValueTask<WebhookOutcome> SettleAsync(ClaimedDelivery delivery, HandlerResult result, bool isClaimLost)
    {
        if (result.IsSuccess)
        {
            return await CompleteAsync(delivery, result, isClaimLost).ConfigureAwait(false);
        }

        await ReleaseAsync(delivery).ConfigureAwait(false);
        if (isClaimLost)
        {
            return WebhookOutcome.ClaimLost;
        }

        return result.Status == HandlerStatus.Cancelled ? WebhookOutcome.Unavailable : WebhookOutcome.Failed;
    }

    private async ValueTask<WebhookOutcome> CompleteAsync(ClaimedDelivery delivery, HandlerResult result, bool isClaimLost)
    {
        WebhookDelivery about = delivery.Delivery;
        try
        {
            if (await store.CompleteAsync(about.Key, delivery.Token, delivery.Retention).ConfigureAwait(false))
            {
                return result.Status == HandlerStatus.Ignored ? WebhookOutcome.Ignored : WebhookOutcome.Processed;
            }

            if (!isClaimLost)
            {
                Log.ClaimLost(logger, about.Provider, about.Endpoint, about.Key.ShortName);
            }

            return WebhookOutcome.ClaimLost;
        }
        catch (Exception e)
        {
            Log.CompletionFailed(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
            return WebhookOutcome.Unavailable;
        }
    }

    private async ValueTask ReleaseAsync(ClaimedDelivery delivery)
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
