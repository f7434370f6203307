using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Random operations on a store, each compared with the <see cref="StoreModel"/>.</summary>
internal static class StoreFuzz
{
    private static readonly IdempotencyKey[] _keys = IdempotencyKeys.Many(16);

    /// <param name="name">The target's name.</param>
    /// <param name="keys">How many keys the operations use, up to 16.</param>
    /// <param name="longest">The longest lease and retention, in seconds.</param>
    /// <param name="capacity">The store's capacity.</param>
    /// <param name="wrap">Puts a fault in front of the store; none if null.</param>
    public static FuzzTarget Target(
        string name, int keys, int longest, int capacity, Func<IIdempotencyStore, IIdempotencyStore>? wrap = null) => new(
        name,
        Prop.ForAll(Arb.From(Operations(keys, longest), Shrink), operations => Run(operations, capacity, wrap ?? (store => store))));

    private static Gen<StoreOperations> Operations(int keys, int longest)
    {
        Gen<StoreOperation> operation =
            from kind in Gen.Frequency(
                (8, Gen.Constant(StoreOperationKind.Claim)),
                (4, Gen.Constant(StoreOperationKind.Renew)),
                (4, Gen.Constant(StoreOperationKind.Complete)),
                (2, Gen.Constant(StoreOperationKind.Release)),
                (6, Gen.Constant(StoreOperationKind.Advance)),
                (1, Gen.Constant(StoreOperationKind.StepWallClock)))
            from key in Gen.Choose(0, keys - 1)
            from owner in Gen.Frequency((12, Gen.Constant(key)), (1, Gen.Choose(0, keys - 1)))
            from time in Gen.Choose(1, longest)
            from pause in Gen.Choose(1, 6)
            from age in Gen.Frequency((6, Gen.Constant(0)), (2, Gen.Choose(1, 4)))
            select new StoreOperation(kind, key, kind == StoreOperationKind.Advance ? pause : time, owner, age);
        return operation.ArrayOf().Select(list => new StoreOperations(list));
    }

    private static IEnumerable<StoreOperations> Shrink(StoreOperations operations)
    {
        for (int length = (operations.List.Count + 1) / 2; length > 0; length /= 2)
        {
            for (int at = 0; at < operations.List.Count; at += length)
            {
                yield return new StoreOperations([.. operations.List.Take(at), .. operations.List.Skip(at + length)]);
            }
        }
    }

    private static async Task Run(StoreOperations operations, int capacity, Func<IIdempotencyStore, IIdempotencyStore> wrap)
    {
        var clock = new ManualTimeProvider();
        var inner = new InMemoryIdempotencyStore(capacity, clock);
        IIdempotencyStore store = wrap(inner);
        var model = new StoreModel(capacity);
        for (int i = 0; i < operations.List.Count; i++)
        {
            string? fault = await model.FindFaultAsync(operations.List[i], store, _keys, clock) ?? model.FindFault(inner);
            if (fault is not null)
            {
                throw new InvalidOperationException($"Operation {i + 1}, {operations.List[i]}: {fault}.");
            }
        }
    }
}
