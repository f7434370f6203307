using System.Runtime.ExceptionServices;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>The settlement without a transaction: runs the handler, and then completes the claim through its store.</summary>
internal sealed class StoreSettlement(BoundedStore store, HostStopping host, TimeProvider timeProvider, WebhookLogger logger)
    : IDeliverySettlement
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(1);

    /// <remarks>
    /// A completion that fails is tried again for the length of one lease: the event is already handled, and without a completion it
    /// would be handled twice. The claim is renewed meanwhile. When the host cancels its handlers, the pauses end: there is one more
    /// call, and none to a store that does not answer, since the sender must be answered before the host stops waiting.
    /// </remarks>
    public async ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        HandlerStatus status = await delivery.HandleAsync().ConfigureAwait(false);
        if (status is not (HandlerStatus.Handled or HandlerStatus.Ignored))
        {
            return SettlementStatus.NotHandled;
        }

        WebhookDelivery about = delivery.Delivery;
        bool isLast = false;
        long? failedAt = null;
        ExceptionDispatchInfo? failure = null;
        for (TimeSpan pause = _firstPause; ; pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            try
            {
                if (await store.CompleteAsync(delivery).ConfigureAwait(false))
                {
                    return SettlementStatus.Completed;
                }

                break;
            }
            catch (Exception e) when (!isLast && !delivery.IsClaimLost
                && (failedAt is not { } first || timeProvider.GetElapsedTime(first) + pause < delivery.Lease))
            {
                failure = ExceptionDispatchInfo.Capture(e);
                if (failedAt is null)
                {
                    failedAt = timeProvider.GetTimestamp();
                    Log.CompletionRetried(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
                }
                else
                {
                    Log.CompletionRetriedAgain(logger, e, about.Provider, about.Endpoint, about.Key.ShortName);
                }
            }

            // The delivery's own token may have been cancelled by the handler's timeout.
            await Task.Delay(pause, timeProvider, host.HandlerToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isLast = host.HandlerToken.IsCancellationRequested;
            if (isLast && failure.SourceException is TimeoutException)
            {
                break;
            }
        }

        // An earlier call may have recorded the success although it failed. The claim is then settled, and was not taken over.
        failure?.Throw();
        return SettlementStatus.ClaimLost;
    }
}
