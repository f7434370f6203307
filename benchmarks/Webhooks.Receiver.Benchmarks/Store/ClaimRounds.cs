using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Store;

/// <summary>
/// Claims and completes keys in rounds, on several threads at once, in a store that is full: each key makes room by the oldest one's
/// going. Keys come round again once they are forgotten.
/// </summary>
internal sealed class ClaimRounds : IDisposable
{
    public const int ClaimsPerRound = 16_384;

    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);

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
        _keys = [.. Enumerable.Range(0, (roundsToFill + 1) * ClaimsPerRound).Select(KeyOf)];
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
        ClaimAndCompleteAsync(thread: 0).GetAwaiter().GetResult();
        _barrier.SignalAndWait();
        _first = (_first + ClaimsPerRound) % _keys.Length;
    }

    public void Dispose()
    {
        _isOver = true;
        _barrier.SignalAndWait();
        _barrier.Dispose();
    }

    /// <summary>An exception here ends the process, and so fails the benchmark.</summary>
    private void TakePart(int thread)
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_isOver)
            {
                return;
            }

            ClaimAndCompleteAsync(thread).GetAwaiter().GetResult();
            _barrier.SignalAndWait();
        }
    }

    /// <summary>The store answers at once, so that nothing is waited for.</summary>
    private async Task ClaimAndCompleteAsync(int thread)
    {
        int from = _first + (thread * _claimsPerThread);
        for (int i = from; i < from + _claimsPerThread; i++)
        {
            IdempotencyClaim claim = await _store.ClaimAsync(_keys[i], _lease, CancellationToken.None);
            Expect.That(claim.Status == IdempotencyClaimStatus.Claimed);
            Expect.That(await _store.CompleteAsync(_keys[i], claim.Token, _retention, CancellationToken.None));
        }
    }

    private static IdempotencyKey KeyOf(int number) =>
        IdempotencyKey.Create("cue", "/webhooks/cue", tenant: null, DeliveryIdentity.FromSigned($"evt_{number:D10}"), body: []);
}
