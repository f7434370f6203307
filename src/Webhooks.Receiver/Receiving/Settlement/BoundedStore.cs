using Microsoft.Extensions.Options;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// Calls the store with a time limit, and with a token that no other delivery shares: a store that does not answer delays no delivery
/// forever, and a sender that disconnects leaves no claim unsettled. A call that completes at once starts no timer.
/// </summary>
internal sealed class BoundedStore(IIdempotencyStore store, IOptions<WebhookHostOptions> options, TimeProvider timeProvider)
{
    private readonly TimeSpan _timeout = options.Value.ValidStoreTimeout;

    /// <param name="key">The key.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellation">Cancelled if the call takes too long. It belongs to the delivery, whose handler uses it afterwards.</param>
    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationTokenSource cancellation) =>
        BoundAsync(store.ClaimAsync(key, lease, cancellation.Token), cancellation, lease);

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease)
    {
        var cancellation = new CancellationTokenSource();
        return BoundAsync(store.RenewAsync(key, token, lease, cancellation.Token), cancellation);
    }

    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention)
    {
        var cancellation = new CancellationTokenSource();
        return BoundAsync(store.CompleteAsync(key, token, retention, cancellation.Token), cancellation);
    }

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token)
    {
        var cancellation = new CancellationTokenSource();
        return BoundAsync(store.ReleaseAsync(key, token, cancellation.Token), cancellation);
    }

    private ValueTask<T> BoundAsync<T>(ValueTask<T> call, CancellationTokenSource cancellation, TimeSpan? atMost = null) =>
        call.IsCompleted ? call : new(call.AsTask().WaitOrCancelAsync(cancellation, atMost < _timeout ? atMost.Value : _timeout, timeProvider));
}
