using System.Globalization;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Store;

/// <summary>Creates keys like those of deliveries, and claims and completes them.</summary>
internal static class StoreKeys
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);

    public static IdempotencyKey[] Create(int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => IdempotencyKey.Create(
            "cue", "/webhooks/cue", tenant: null, DeliveryIdentity.FromSigned(number.ToString("D10", CultureInfo.InvariantCulture)))),
    ];

    /// <returns>Whether the key was free.</returns>
    public static bool ClaimAndComplete(InMemoryIdempotencyStore store, IdempotencyKey key)
    {
        IdempotencyClaim claim = Now(store.ClaimAsync(key, _lease, CancellationToken.None));
        return claim.Status == IdempotencyClaimStatus.Claimed
            && Now(store.CompleteAsync(key, claim.Token, _retention, CancellationToken.None));
    }

    private static T Now<T>(ValueTask<T> answer) =>
        answer.IsCompletedSuccessfully ? answer.Result : throw new InvalidOperationException("The in-memory store did not complete synchronously.");
}
