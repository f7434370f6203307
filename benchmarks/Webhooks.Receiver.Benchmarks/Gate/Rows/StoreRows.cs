using Webhooks.Receiver.Benchmarks.Store;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Gate.Rows;

/// <summary>The in-memory store: the memory of a key.</summary>
internal static class StoreRows
{
    private const int Keys = 1_000_000;

    public static IEnumerable<Func<GateRow>> All() =>
    [
        () => new GateRow("in-memory store, memory per completed key", ClaimAndComplete())
        {
            BytesGoal = 160,
            MeasureBytes = () => MemoryPerKey(Keys),
        },
    ];

    private static Contestant ClaimAndComplete()
    {
        var store = new InMemoryIdempotencyStore(capacity: 1);
        IdempotencyKey[] keys = StoreKeys.Create(2);
        int number = 0;
        return Contestant.Create("ours", () => StoreKeys.ClaimAndComplete(store, keys[number++ % keys.Length]));
    }

    private static double MemoryPerKey(int keys)
    {
        IdempotencyKey[] prepared = StoreKeys.Create(keys);
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
