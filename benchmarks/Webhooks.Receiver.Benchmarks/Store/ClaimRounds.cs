using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Store;

/// <summary>
/// Claims and completes keys in rounds, on several threads at once, in a full store: for each new key the oldest one is evicted.
/// Keys are used again only after they have been evicted.
/// </summary>
internal sealed class ClaimRounds : IDisposable
{
    public const int ClaimsPerRound = 16_384;

    private readonly InMemoryIdempotencyStore _store;
    private readonly IdempotencyKey[] _keys;
    private readonly int _claimsPerThread;
    private readonly Barrier _barrier;
    private int _first;
    private volatile bool _isOver;

    public ClaimRounds(int liveKeys, int threads)
    {
        int roundsToFill = (liveKeys + ClaimsPerRound - 1) / ClaimsPerRound;
        _store = new InMemoryIdempotencyStore(liveKeys);
        _keys = StoreKeys.Create((roundsToFill + 1) * ClaimsPerRound);
        _claimsPerThread = ClaimsPerRound / threads;
        _barrier = new Barrier(threads);
        for (int i = 1; i < threads; i++)
        {
            int thread = i;
            new Thread(() => TakePart(thread)) { IsBackground = true }.Start();
        }

        for (int i = 0; i < roundsToFill; i++)
        {
            Run();
        }

        Expect.That(_store.Count == liveKeys);
    }

    public void Run()
    {
        _barrier.SignalAndWait();
        ClaimAndComplete(thread: 0);
        _barrier.SignalAndWait();
        _first = (_first + ClaimsPerRound) % _keys.Length;
    }

    public void Dispose()
    {
        _isOver = true;
        _barrier.SignalAndWait();
        _barrier.Dispose();
    }

    /// <summary>Runs one thread's part of all rounds. An exception ends the process, so the benchmark fails.</summary>
    private void TakePart(int thread)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_isOver)
            {
                return;
            }

            ClaimAndComplete(thread);
            _barrier.SignalAndWait();
        }
    }

    private void ClaimAndComplete(int thread)
    {
        int from = _first + (thread * _claimsPerThread);
        for (int i = from; i < from + _claimsPerThread; i++)
        {
            Expect.That(StoreKeys.ClaimAndComplete(_store, _keys[i]));
        }
    }
}
