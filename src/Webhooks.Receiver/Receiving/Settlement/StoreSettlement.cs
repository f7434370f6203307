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
        RenewedClaim claim = renewer.Add(delivery, run); // before the handler runs: it may block instead of awaiting
        Task<HandlerResult> handler = delivery.HandleAsync(run.Token).AsTask();
        if (handler.IsCompleted || delivery.EndsWithRequest || await EndsInTimeAsync(handler, run.Token).ConfigureAwait(false))
        {
            return await SettleWhenEndedAsync(delivery, handler, claim).ConfigureAwait(false);
        }

        Log.HandlerOutlivesRequest(logger, delivery.Delivery.Provider, delivery.Delivery.Endpoint, delivery.Delivery.Key.ShortName);
        bool isClaimLost = run.IsClaimLost;
        _ = SettleWhenEndedAsync(delivery, handler, claim);
        return isClaimLost ? WebhookOutcome.ClaimLost : WebhookOutcome.Unavailable;
    }

    private async Task<WebhookOutcome> SettleWhenEndedAsync(ClaimedDelivery delivery, Task<HandlerResult> handler, RenewedClaim claim)
    {
        HandlerResult result = await handler.ConfigureAwait(false);
        renewer.Remove(claim);
        return await SettleAsync(delivery, result, claim.Run).ConfigureAwait(false);
    }

    private async ValueTask<WebhookOutcome> SettleAsync(ClaimedDelivery delivery, HandlerResult result, HandlerRun run)
    {
        bool isClaimLost = run.IsClaimLost;
        run.Dispose();
        if (result.IsSuccess)
        {
            return await CompleteAsync(delivery, result).ConfigureAwait(false);
        }

        await ReleaseAsync(delivery).ConfigureAwait(false);
        if (isClaimLost)
        {
            return WebhookOutcome.ClaimLost;
        }

        return result.Status == HandlerStatus.Cancelled ? WebhookOutcome.Unavailable : WebhookOutcome.Failed;
    }

    private async ValueTask<WebhookOutcome> CompleteAsync(ClaimedDelivery delivery, HandlerResult result)
    {
        WebhookDelivery about = delivery.Delivery;
        try
        {
            if (await store.CompleteAsync(about.Key, delivery.Token, delivery.Retention).ConfigureAwait(false))
            {
                return result.Status == HandlerStatus.Ignored ? WebhookOutcome.Ignored : WebhookOutcome.Processed;
            }

            Log.ClaimLost(logger, about.Provider, about.Endpoint, about.Key.ShortName);
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

    private async ValueTask<bool> EndsInTimeAsync(Task<HandlerResult> handler, CancellationToken cancelled)
    {
        try
        {
            await handler.WaitAsync(cancelled).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return await EndsWithinGraceAsync(handler).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> EndsWithinGraceAsync(Task<HandlerResult> handler)
    {
        try
        {
            await handler.WaitAsync(_cancellationGrace, timeProvider).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
