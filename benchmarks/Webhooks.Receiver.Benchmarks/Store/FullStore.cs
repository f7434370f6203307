using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Store;

/// <summary>
/// A full store of completed keys, for one delivery after the other. Each claim uses the next key instead of the given one, and
/// evicts the oldest. So few requests can stand for many events.
/// </summary>
internal sealed class FullStore : IIdempotencyStore
{
    private readonly InMemoryIdempotencyStore _store;
    private readonly IdempotencyKey[] _keys;
    private int _next;

    /// <param name="liveKeys">The number of keys in the store.</param>
    /// <param name="keys">At least twice as many keys, so that each is evicted long before it is used again.</param>
    public FullStore(int liveKeys, IdempotencyKey[] keys)
    {
        _store = new InMemoryIdempotencyStore(liveKeys);
        _keys = keys;
        for (; _next < liveKeys; _next++)
        {
            Expect.That(StoreKeys.ClaimAndComplete(_store, _keys[_next]));
        }

        Expect.That(_store.Count == liveKeys);
    }

    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        _next = (_next + 1) % _keys.Length;
        return _store.ClaimAsync(_keys[_next], lease, cancellationToken);
    }

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) =>
        _store.RenewAsync(_keys[_next], token, lease, cancellationToken);

    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken) =>
        _store.CompleteAsync(_keys[_next], token, retention, cancellationToken);

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken) =>
        _store.ReleaseAsync(_keys[_next], token, cancellationToken);
}
