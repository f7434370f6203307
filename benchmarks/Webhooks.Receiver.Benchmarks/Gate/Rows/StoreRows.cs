using Webhooks.Receiver.Benchmarks.Store;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Gate.Rows;

/// <summary>The in-memory store: what many keys cost, beside few.</summary>
internal static class StoreRows
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;

    public static IEnumerable<Func<GateRow>> All() =>
    [
        () => new GateRow("in-memory store, 1 million live keys", ClaimAndComplete(Many)) { Baseline = ClaimAndComplete(Few), TimeGoal = 1.5 },
        () => new GateRow("in-memory store, memory per completed key", ClaimAndComplete(Few))
        {
            BytesGoal = 160,
            MeasureBytes = () => MemoryPerKey(Many),
        },
    ];

    private static Contestant ClaimAndComplete(int liveKeys)
    {
        var store = new FullStore(liveKeys);
        return Contestant.Of(FormattableString.Invariant($"{liveKeys} keys"), store.ClaimAndComplete);
    }

    private static double MemoryPerKey(int keys)
    {
        IdempotencyKey[] prepared = StoreKeys.Make(keys);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var store = new InMemoryIdempotencyStore(keys);
        foreach (IdempotencyKey key in prepared)
        {
            StoreKeys.ClaimAndComplete(store, key);
        }

        double perKey = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)store.Count;
        GC.KeepAlive(prepared);
        return perKey;
    }
}
