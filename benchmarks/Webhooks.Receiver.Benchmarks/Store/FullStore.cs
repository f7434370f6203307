using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Store;

/// <summary>
/// A store that holds as many completed keys as it may, and goes on as it does in service: each new key is claimed and completed,
/// and the oldest one makes room for it.
/// </summary>
internal sealed class FullStore
{
    private readonly InMemoryIdempotencyStore _store;
    private readonly IdempotencyKey[] _keys;
    private int _next;

    public FullStore(int liveKeys)
    {
        _store = new InMemoryIdempotencyStore(liveKeys);
        _keys = StoreKeys.Make(liveKeys * 2); // by the time that a key's turn comes again, it has been forgotten
        for (int i = 0; i < liveKeys; i++)
        {
            ClaimAndComplete();
        }
    }

    public bool ClaimAndComplete()
    {
        bool isDone = StoreKeys.ClaimAndComplete(_store, _keys[_next]);
        _next = _next + 1 == _keys.Length ? 0 : _next + 1;
        return isDone;
    }
}
