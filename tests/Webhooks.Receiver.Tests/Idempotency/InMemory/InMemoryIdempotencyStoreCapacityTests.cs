using static Webhooks.Receiver.Tests.StoreCalls;

namespace Webhooks.Receiver.Tests;

public sealed class InMemoryIdempotencyStoreCapacityTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task ClaimAsync_FullOfCompleted_EvictsTheOldestAndCountsIt()
    {
        var store = new InMemoryIdempotencyStore(capacity: 3, _clock);
        foreach (string id in (string[])["a", "b", "c"])
        {
            await CompleteAsync(store, id, _retention);
        }

        await ClaimAsync(store, "d");

        (store.Count, store.Evictions).Should().Be((3, 1));
        (await StatusAsync(store, "b")).Should().Be(IdempotencyClaimStatus.Completed);
        (await StatusAsync(store, "c")).Should().Be(IdempotencyClaimStatus.Completed);
        (await StatusAsync(store, "a")).Should().Be(IdempotencyClaimStatus.Claimed, "the oldest is forgotten");
        store.Evictions.Should().Be(2, "the claim of a had to make room too");
    }

    [Fact]
    public async Task ClaimAsync_OldestIsTheFirstCompleted_NotTheFirstClaimed()
    {
        var store = new InMemoryIdempotencyStore(capacity: 2, _clock);
        ClaimToken a = await ClaimAsync(store, "a");
        ClaimToken b = await ClaimAsync(store, "b");
        await store.CompleteAsync(IdempotencyKeys.Of("b"), b, _retention, CancellationToken.None);
        await store.CompleteAsync(IdempotencyKeys.Of("a"), a, _retention, CancellationToken.None);

        await ClaimAsync(store, "c");

        (await StatusAsync(store, "a")).Should().Be(IdempotencyClaimStatus.Completed);
    }

    [Fact]
    public async Task ClaimAsync_FullOfRunningClaims_IsUnavailableAndTakesNothing()
    {
        var store = new InMemoryIdempotencyStore(capacity: 2, _clock);
        ClaimToken a = await ClaimAsync(store, "a");
        await ClaimAsync(store, "b");

        (await StatusAsync(store, "c")).Should().Be(IdempotencyClaimStatus.Unavailable);
        (await StatusAsync(store, "a")).Should().Be(IdempotencyClaimStatus.InProgress, "running claims stay");
        (await StatusAsync(store, "b")).Should().Be(IdempotencyClaimStatus.InProgress, "running claims stay");
        (store.Count, store.Evictions).Should().Be((2, 0));

        await store.ReleaseAsync(IdempotencyKeys.Of("a"), a, CancellationToken.None);
        (await StatusAsync(store, "c")).Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Fact]
    public async Task ClaimAsync_RunningAndCompleted_EvictsTheCompletedHoweverYoung()
    {
        var store = new InMemoryIdempotencyStore(capacity: 2, _clock);
        await ClaimAsync(store, "running");
        await CompleteAsync(store, "completed", _retention);

        await ClaimAsync(store, "next");

        (await StatusAsync(store, "running")).Should().Be(IdempotencyClaimStatus.InProgress);
        (await StatusAsync(store, "next")).Should().Be(IdempotencyClaimStatus.InProgress);
        store.Evictions.Should().Be(1);
    }

    [Fact]
    public async Task ClaimAsync_FullOfAbandonedClaims_TheyMakeRoomAndCountAsNoEviction()
    {
        var store = new InMemoryIdempotencyStore(capacity: 2, _clock);
        await ClaimAsync(store, "a");
        ClaimToken b = await ClaimAsync(store, "b");
        _clock.Advance(_lease / 2);
        await store.RenewAsync(IdempotencyKeys.Of("b"), b, _lease, CancellationToken.None);
        _clock.Advance(_lease / 2);

        (await StatusAsync(store, "c")).Should().Be(IdempotencyClaimStatus.Claimed, "a is abandoned");
        (await StatusAsync(store, "d")).Should().Be(IdempotencyClaimStatus.Unavailable, "b was renewed");

        (store.Count, store.Evictions).Should().Be((2, 0));
    }

    [Fact]
    public async Task ClaimAsync_LeaseEndedAndCompleted_TheCompletedMakesRoomFirst()
    {
        var store = new InMemoryIdempotencyStore(capacity: 2, _clock);
        ClaimToken late = await ClaimAsync(store, "late");
        await CompleteAsync(store, "completed", _retention);
        _clock.Advance(_lease);

        await ClaimAsync(store, "next");

        (await store.RenewAsync(IdempotencyKeys.Of("late"), late, _lease, CancellationToken.None)).Should().BeTrue("its handler may only have been stalled");
        store.Evictions.Should().Be(1);
        _clock.Advance(_lease);
        await ClaimAsync(store, "another");
        (store.Count, store.Evictions).Should().Be((2, 1), "with no completed key left, a claim whose lease has ended makes room");
    }

    [Fact]
    public async Task ClaimAsync_ManyMoreKeysThanCapacity_ReusesItsMemory()
    {
        const int capacity = 100;
        var store = new InMemoryIdempotencyStore(capacity, _clock);
        IdempotencyKey[] keys = IdempotencyKeys.Many(20 * capacity);
        await FillAsync(store, keys.AsMemory(0, 10 * capacity));

        long before = GC.GetAllocatedBytesForCurrentThread();
        await FillAsync(store, keys.AsMemory(10 * capacity));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().BeLessThan(capacity * 64, "no entry, no token and no list node is an object");
        store.Count.Should().Be(capacity);
        store.Evictions.Should().Be(19 * capacity);
    }

    [Fact]
    public async Task Store_ManyThreadsOverCapacity_StaysBounded()
    {
        const int capacity = 50;
        var store = new InMemoryIdempotencyStore(capacity);
        int largest = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            foreach (IdempotencyKey key in IdempotencyKeys.Many(1000, $"worker{worker}"))
            {
                ClaimToken token = await ClaimAsync(store, key);
                await store.CompleteAsync(key, token, _retention, CancellationToken.None);
                int count = store.Count;
                InterlockedMax(ref largest, count);
            }
        })));

        largest.Should().BeLessThanOrEqualTo(capacity);
        (store.Count, store.Evictions).Should().Be((capacity, 4000 - capacity));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }
}
