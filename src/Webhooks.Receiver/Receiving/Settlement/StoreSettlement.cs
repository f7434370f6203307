using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>The default settlement: runs the handler, and completes the claim through the <see cref="IIdempotencyStore"/>.</summary>
internal sealed class StoreSettlement(BoundedStore store, TimeProvider timeProvider, WebhookLogger logger) : IDeliverySettlement
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(1);

    public async ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        HandlerStatus status = await delivery.HandleAsync().ConfigureAwait(false);
        if (status is not (HandlerStatus.Handled or HandlerStatus.Ignored))
        {
            return SettlementStatus.NotHandled;
        }

        return await CompleteAsync(delivery).ConfigureAwait(false) ? SettlementStatus.Completed : SettlementStatus.ClaimLost;
    }

    /// <summary>
    /// Completes the claim, with retries for the length of one lease: the event is already handled, and without a completion it
    /// would be handled twice. The claim is renewed meanwhile.
    /// </summary>
    private async ValueTask<bool> CompleteAsync(ClaimedDelivery delivery)
    {
        long startedAt = timeProvider.GetTimestamp();
        for (TimeSpan pause = _firstPause; ; pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            try
            {
                return await store.CompleteAsync(delivery.Delivery.Key, delivery.Token, delivery.Retention).ConfigureAwait(false);
            }
            catch (Exception e) when (timeProvider.GetElapsedTime(startedAt) + pause < delivery.Lease && !delivery.IsClaimLost)
            {
                Log.CompletionRetried(logger, e, delivery.Delivery.Provider, delivery.Delivery.Endpoint, delivery.Delivery.Key.ShortName);
            }

            await Task.Delay(pause, timeProvider).ConfigureAwait(false);
        }
    }
}
