using Microsoft.Extensions.Options;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// Calls the stores with a time limit, and with a token that no other delivery shares: a store that does not answer delays no delivery
/// forever, and a sender that disconnects leaves no claim unsettled. A call that completes at once starts no timer. The claim of a
/// delivery from the inbox is the inbox's; a question has none, so that nothing is called for it, and it is never renewed.
/// </summary>
internal sealed class BoundedStore(
    IIdempotencyStore store, IOptions<WebhookHostOptions> options, TimeProvider timeProvider, IInboxStore? inbox = null)
{
    private readonly TimeSpan _timeout = options.Value.ValidStoreTimeout;

    /// <param name="key">The key.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellation">Cancelled if the call takes too long. It belongs to the delivery, whose handler uses it afterwards.</param>
    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationTokenSource cancellation) =>
        BoundAsync(store.ClaimAsync(key, lease, cancellation.Token), cancellation, lease);

    public ValueTask<bool> RenewAsync(ClaimedDelivery delivery)
    {
        var cancellation = new CancellationTokenSource();
        IdempotencyKey key = delivery.Delivery.Key;
        return BoundAsync(
            delivery.IsFromInbox
                ? inbox!.RenewAsync(key, delivery.Token, delivery.Lease, cancellation.Token)
                : store.RenewAsync(key, delivery.Token, delivery.Lease, cancellation.Token),
            cancellation);
    }

    public ValueTask<bool> CompleteAsync(ClaimedDelivery delivery)
    {
        if (delivery.InboxAttempt is { } attempt)
        {
            return RecordAsync(attempt, InboxResult.Processed(delivery.Retention));
        }

        if (!delivery.HasClaim)
        {
            return new(true);
        }

        var cancellation = new CancellationTokenSource();
        return BoundAsync(store.CompleteAsync(delivery.Delivery.Key, delivery.Token, delivery.Retention, cancellation.Token), cancellation);
    }

    public async ValueTask ReleaseAsync(ClaimedDelivery delivery)
    {
        if (delivery.InboxAttempt is { } attempt)
        {
            await RecordAsync(attempt, attempt.GetFailure(delivery)).ConfigureAwait(false);
        }
        else if (delivery.HasClaim)
        {
            var cancellation = new CancellationTokenSource();
            await BoundAsync(store.ReleaseAsync(delivery.Delivery.Key, delivery.Token, cancellation.Token), cancellation).ConfigureAwait(false);
        }
    }

    public ValueTask<IReadOnlyList<InboxItem>> TakeAsync(IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease)
    {
        var cancellation = new CancellationTokenSource();
        return BoundAsync(inbox!.TakeAsync(endpoints, maxCount, lease, cancellation.Token), cancellation);
    }

    public ValueTask<bool> SettleAsync(InboxItem item, InboxResult result)
    {
        var cancellation = new CancellationTokenSource();
        return BoundAsync(inbox!.SettleAsync(item.Delivery.Key, item.Token, result, cancellation.Token), cancellation);
    }

    private async ValueTask<bool> RecordAsync(InboxAttempt attempt, InboxResult result)
    {
        bool isRecorded = await SettleAsync(attempt.Item, result).ConfigureAwait(false);
        attempt.Recorded = isRecorded ? result : null;
        return isRecorded;
    }

    private ValueTask<T> BoundAsync<T>(ValueTask<T> call, CancellationTokenSource cancellation, TimeSpan? atMost = null) =>
        call.IsCompleted ? call : new(call.AsTask().WaitOrCancelAsync(cancellation, atMost < _timeout ? atMost.Value : _timeout, timeProvider));
}
