using System.Diagnostics;
using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Callers that claim new keys, one after the other.</summary>
internal static class ClaimLoop
{
    private const int BatchSize = 50;

    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);

    /// <summary>Each key is claimed and completed. Returns how many in a second.</summary>
    public static async Task<double> ClaimAndCompleteAsync(
        IIdempotencyStore store, int callers, TimeSpan time, CancellationToken cancellationToken)
    {
        long count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync, cancellationToken)));
        return count / clock.Elapsed.TotalSeconds;

        async Task CallAsync()
        {
            while (clock.Elapsed < time)
            {
                cancellationToken.ThrowIfCancellationRequested();
                IdempotencyKey key = KeyFactory.Next();
                IdempotencyClaim claim = await store.ClaimAsync(key, _lease, cancellationToken);
                Expect.That(claim.Status == IdempotencyClaimStatus.Claimed);
                bool isCompleted = await store.CompleteAsync(key, claim.Token, _retention, cancellationToken);
                Expect.That(isCompleted);
                Interlocked.Increment(ref count);
            }
        }
    }

    /// <summary>
    /// Each key is claimed, which is measured, and released, which is not: the number of keys stays the same. Returns how many claims
    /// in a second one caller makes.
    /// </summary>
    public static async Task<double> ClaimAsync(IIdempotencyStore store, TimeSpan time, CancellationToken cancellationToken)
    {
        var clock = new Stopwatch();
        int count = 0;
        while (clock.Elapsed < time)
        {
            IdempotencyKey[] keys = [.. Enumerable.Range(0, BatchSize).Select(_ => KeyFactory.Next())];
            var claims = new IdempotencyClaim[keys.Length];
            clock.Start();
            for (int i = 0; i < keys.Length; i++)
            {
                claims[i] = await store.ClaimAsync(keys[i], _lease, cancellationToken);
            }

            clock.Stop();
            count += keys.Length;
            for (int i = 0; i < keys.Length; i++)
            {
                bool isReleased = await store.ReleaseAsync(keys[i], claims[i].Token, cancellationToken);
                Expect.That(isReleased);
            }
        }

        return count / clock.Elapsed.TotalSeconds;
    }
}
