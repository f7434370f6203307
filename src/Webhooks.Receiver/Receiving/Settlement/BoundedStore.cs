using Microsoft.Extensions.Options;

namespace Webhooks.Receiver;

/// <summary>
/// The store, with each call bounded in time by a token of its own: a delivery neither hangs on a dead store nor leaves a claim
/// unsettled because its sender hung up. A store that answers at once costs no timer.
/// </summary>
internal sealed class BoundedStore(IIdempotencyStore store, IOptions<WebhookHostOptions> options, TimeProvider timeProvider)
{
    private readonly TimeSpan _timeout = options.Value.StoreTimeout > TimeSpan.Zero
        ? options.Value.StoreTimeout
        : throw new WebhookConfigurationException([$"{nameof(WebhookHostOptions)}.{nameof(WebhookHostOptions.StoreTimeout)} has to be above zero."]);

    private CancellationTokenSource? _idle;

    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease)
    {
        CancellationTokenSource cancellation = Rent();
        return BoundAsync(store.ClaimAsync(key, lease, cancellation.Token), cancellation, lease);
    }

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease)
    {
        CancellationTokenSource cancellation = Rent();
        return BoundAsync(store.RenewAsync(key, token, lease, cancellation.Token), cancellation);
    }

    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention)
    {
        CancellationTokenSource cancellation = Rent();
        return BoundAsync(store.CompleteAsync(key, token, retention, cancellation.Token), cancellation);
    }

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token)
    {
        CancellationTokenSource cancellation = Rent();
        return BoundAsync(store.ReleaseAsync(key, token, cancellation.Token), cancellation);
    }

    private ValueTask<T> BoundAsync<T>(ValueTask<T> call, CancellationTokenSource cancellation, TimeSpan? atMost = null)
    {
        if (call.IsCompleted)
        {
            Return(cancellation);
            return call;
        }

        return WaitAsync(call.AsTask(), cancellation, atMost < _timeout ? atMost.Value : _timeout);
    }

    private async ValueTask<T> WaitAsync<T>(Task<T> call, CancellationTokenSource cancellation, TimeSpan timeout)
    {
        try
        {
            return await call.WaitAsync(timeout, timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await cancellation.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            cancellation.Dispose();
        }
    }

    private CancellationTokenSource Rent() => Interlocked.Exchange(ref _idle, null) ?? new CancellationTokenSource();

    /// <summary>Takes back what no call can still cancel by; where another one waits already, this one is left to the collector.</summary>
    private void Return(CancellationTokenSource cancellation)
    {
        if (cancellation.TryReset())
        {
            Volatile.Write(ref _idle, cancellation);
        }
    }
}
