using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Random operations against a model that is too simple to be wrong.</summary>
public sealed class InMemoryIdempotencyStoreModelTests
{
    private const int FewKeys = 4;
    private const int ManyKeys = 16;

    private static readonly IdempotencyKey[] _keys = IdempotencyKeys.Many(ManyKeys);

    [Fact]
    public void Store_AnyOperations_AnswersAsTheModel() =>
        Prop.ForAll(Operations(FewKeys, longest: 6), operations => Agree(operations, capacity: 100))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(120));

    [Fact]
    public void Store_AnyOperationsInLittleRoom_NeverGivesARunningClaimAway() =>
        Prop.ForAll(Operations(FewKeys, longest: 6), operations => Agree(operations, capacity: 2))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(120));

    [Fact]
    public void Store_ManyClaimsInLittleRoom_AreRefusedOnlyWhereAllOfThemRun() =>
        Prop.ForAll(Operations(ManyKeys, longest: 60), operations => Agree(operations, capacity: ManyKeys / 2))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(120));

    private static Arbitrary<StoreOperation[]> Operations(int keys, int longest)
    {
        Gen<StoreOperation> operation =
            from kind in Gen.Frequency(
                (4, Gen.Constant(StoreOperationKind.Claim)),
                (2, Gen.Constant(StoreOperationKind.Renew)),
                (2, Gen.Constant(StoreOperationKind.Complete)),
                (1, Gen.Constant(StoreOperationKind.Release)),
                (3, Gen.Constant(StoreOperationKind.Advance)))
            from key in Gen.Choose(0, keys - 1)
            from time in Gen.Choose(1, longest)
            from pause in Gen.Choose(1, 6)
            from age in Gen.Frequency((6, Gen.Constant(0)), (2, Gen.Choose(1, 4)))
            select new StoreOperation(kind, key, kind == StoreOperationKind.Advance ? pause : time, age);
        return Arb.From(operation.ArrayOf(), Shrink);
    }

    private static IEnumerable<StoreOperation[]> Shrink(StoreOperation[] operations) =>
        Enumerable.Range(0, operations.Length).Select(left => operations.Where((_, i) => i != left).ToArray());

    private static async Task<bool> Agree(StoreOperation[] operations, int capacity)
    {
        var clock = new ManualTimeProvider();
        var store = new InMemoryIdempotencyStore(capacity, clock);
        var model = new StoreModel(capacity);
        foreach (StoreOperation operation in operations)
        {
            if (!await model.AgreesAsync(operation, store, _keys, clock) || store.Count > capacity)
            {
                return false;
            }
        }

        return true;
    }
}
