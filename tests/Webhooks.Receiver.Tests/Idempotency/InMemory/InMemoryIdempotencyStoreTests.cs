namespace Webhooks.Receiver.Tests;

public sealed class InMemoryIdempotencyStoreTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task ClaimAsync_ExactlyAtLeaseEnd_IsClaimed()
    {
        var store = new InMemoryIdempotencyStore(timeProvider: _clock);
        await ClaimAsync(store, "a");

        _clock.Advance(_lease - TimeSpan.FromTicks(1));
        IdempotencyClaim before = await store.ClaimAsync(IdempotencyKeys.Of("a"), _lease, CancellationToken.None);
        _clock.Advance(TimeSpan.FromTicks(1));
        IdempotencyClaim at = await store.ClaimAsync(IdempotencyKeys.Of("a"), _lease, CancellationToken.None);

        before.Should().Be(IdempotencyClaim.InProgress(TimeSpan.FromTicks(1)));
        at.Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Fact]
    public async Task ClaimAsync_ExactlyAtRetentionEnd_IsClaimed()
    {
        var store = new InMemoryIdempotencyStore(timeProvider: _clock);
        await CompleteAsync(store, "a", _retention);

        _clock.Advance(_retention - TimeSpan.FromTicks(1));
        (await StatusAsync(store, "a")).Should().Be(IdempotencyClaimStatus.Completed);
        _clock.Advance(TimeSpan.FromTicks(1));

        (await StatusAsync(store, "a")).Should().Be(IdempotencyClaimStatus.Claimed);
    }

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
    public async Task ClaimAsync_AbandonedAndCompleted_TheAbandonedMakesRoom()
    {
        var store = new InMemoryIdempotencyStore(capacity: 2, _clock);
        await ClaimAsync(store, "abandoned");
        await CompleteAsync(store, "completed", _retention);
        _clock.Advance(_lease);

        await ClaimAsync(store, "next");

        (await StatusAsync(store, "completed")).Should().Be(IdempotencyClaimStatus.Completed);
        store.Evictions.Should().Be(0);
    }

    [Fact]
    public async Task ClaimAsync_AbandonedBehindALongerLease_MakesRoom()
    {
        var store = new InMemoryIdempotencyStore(capacity: 2, _clock);
        await ClaimAsync(store, IdempotencyKeys.Of("long"), 2 * _lease);
        await ClaimAsync(store, "short");
        _clock.Advance(_lease);

        (await StatusAsync(store, "next")).Should().Be(IdempotencyClaimStatus.Claimed);

        (await StatusAsync(store, "long")).Should().Be(IdempotencyClaimStatus.InProgress);
        (store.Count, store.Evictions).Should().Be((2, 0));
    }

    [Fact]
    public async Task ClaimAsync_AbandonedBehindALongerLeaseAndCompleted_TheAbandonedMakesRoom()
    {
        var store = new InMemoryIdempotencyStore(capacity: 3, _clock);
        await ClaimAsync(store, IdempotencyKeys.Of("long"), 2 * _lease);
        await ClaimAsync(store, "short");
        await CompleteAsync(store, "completed", _retention);
        _clock.Advance(_lease);

        await ClaimAsync(store, "next");

        (await StatusAsync(store, "completed")).Should().Be(IdempotencyClaimStatus.Completed);
        store.Evictions.Should().Be(0);
    }

    [Fact]
    public async Task Count_RetentionsOver_DropsThemWithTheNextClaim()
    {
        var store = new InMemoryIdempotencyStore(timeProvider: _clock);
        foreach (string id in (string[])["a", "b", "c"])
        {
            await CompleteAsync(store, id, _retention);
        }

        _clock.Advance(_retention);
        await ClaimAsync(store, "d");

        (store.Count, store.Evictions).Should().Be((1, 0));
    }

    [Fact]
    public async Task Count_ManyRetentionsOver_EachClaimDropsAFew()
    {
        const int keys = 1_000;
        const int claims = 200;
        var store = new InMemoryIdempotencyStore(timeProvider: _clock);
        await FillAsync(store, IdempotencyKeys.Many(keys));
        _clock.Advance(_retention);

        await ClaimAsync(store, "first");
        store.Count.Should().BeInRange(keys * 9 / 10, keys, "no claim pays for all of them");

        await ClaimAllAsync(store, IdempotencyKeys.Many(claims, "later"));
        store.Count.Should().Be(1 + claims);
    }

    [Fact]
    public async Task ClaimAsync_DifferingRetentions_EachEndsAtItsOwnTime()
    {
        var store = new InMemoryIdempotencyStore(timeProvider: _clock);
        await CompleteAsync(store, "long", TimeSpan.FromDays(30));
        await CompleteAsync(store, "short", TimeSpan.FromHours(1));

        _clock.Advance(TimeSpan.FromHours(1));

        (await StatusAsync(store, "short")).Should().Be(IdempotencyClaimStatus.Claimed, "although it stands behind a longer one");
        (await StatusAsync(store, "long")).Should().Be(IdempotencyClaimStatus.Completed);
        _clock.Advance(TimeSpan.FromDays(30));
        (await StatusAsync(store, "long")).Should().Be(IdempotencyClaimStatus.Claimed);
        (await StatusAsync(store, "other")).Should().Be(IdempotencyClaimStatus.Claimed);
        store.Count.Should().Be(3);
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
    public async Task ClaimAsync_SlotsReusedInAnyOrder_MixNoKeysUp()
    {
        var store = new InMemoryIdempotencyStore(timeProvider: _clock);
        IdempotencyKey[] keys = IdempotencyKeys.Many(1000);
        ClaimToken[] tokens = await ClaimAllAsync(store, keys);
        for (int i = 0; i < keys.Length; i += 3)
        {
            await store.ReleaseAsync(keys[i], tokens[i], CancellationToken.None);
        }

        IdempotencyKey[] others = IdempotencyKeys.Many(1000, "other");
        ClaimToken[] otherTokens = await ClaimAllAsync(store, others);

        for (int i = 0; i < keys.Length; i++)
        {
            bool isOwned = await store.CompleteAsync(keys[i], tokens[i], _retention, CancellationToken.None);
            isOwned.Should().Be(i % 3 != 0);
            (await store.CompleteAsync(others[i], otherTokens[i], _retention, CancellationToken.None)).Should().BeTrue();
        }

        store.Count.Should().Be(1000 - 334 + 1000);
    }

    [Fact]
    public async Task ClaimAsync_TimestampsBelowZero_EndAsUsual()
    {
        var store = new InMemoryIdempotencyStore(timeProvider: new TimeProviderBelowZero(_clock));
        await ClaimAsync(store, "a");
        await CompleteAsync(store, "b", _retention);

        _clock.Advance(_retention);

        (await StatusAsync(store, "a")).Should().Be(IdempotencyClaimStatus.Claimed);
        (await StatusAsync(store, "b")).Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Constructor_NoCapacity_Throws(int capacity) =>
        FluentActions.Invoking(() => new InMemoryIdempotencyStore(capacity))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(capacity));

    [Fact]
    public async Task Store_ManyThreadsOnFewKeys_OneOwnerAtATimeAndNothingLost()
    {
        const int workers = 8;
        const int rounds = 50_000;
        var store = new InMemoryIdempotencyStore(capacity: 64);
        IdempotencyKey[] keys = IdempotencyKeys.Many(4);
        int[] owners = new int[keys.Length];
        int[] completions = new int[keys.Length];
        int overlaps = 0;
        int refused = 0;

        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            for (int round = 0; round < rounds; round++)
            {
                int i = ((round * 7) + worker) % keys.Length;
                IdempotencyClaim claim = await store.ClaimAsync(keys[i], TimeSpan.FromHours(1), CancellationToken.None);
                if (claim.Status != IdempotencyClaimStatus.Claimed)
                {
                    continue;
                }

                Interlocked.Add(ref overlaps, Interlocked.Increment(ref owners[i]) == 1 ? 0 : 1);
                bool isRenewed = await store.RenewAsync(keys[i], claim.Token, TimeSpan.FromHours(1), CancellationToken.None);
                bool completes = round > rounds - keys.Length;
                Interlocked.Add(ref completions[i], completes ? 1 : 0);
                Interlocked.Decrement(ref owners[i]);
                bool isSettled = completes
                    ? await store.CompleteAsync(keys[i], claim.Token, TimeSpan.FromHours(1), CancellationToken.None)
                    : await store.ReleaseAsync(keys[i], claim.Token, CancellationToken.None);
                Interlocked.Add(ref refused, isRenewed && isSettled ? 0 : 1);
            }
        })));

        (overlaps, refused).Should().Be((0, 0));
        completions.Should().OnlyContain(count => count <= 1);
        store.Count.Should().Be(completions.Sum(), "what is not completed was released");
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

    private static async Task FillAsync(InMemoryIdempotencyStore store, ReadOnlyMemory<IdempotencyKey> keys)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            IdempotencyClaim claim = await store.ClaimAsync(keys.Span[i], _lease, CancellationToken.None);
            await store.CompleteAsync(keys.Span[i], claim.Token, _retention, CancellationToken.None);
        }
    }

    private static Task<ClaimToken> ClaimAsync(InMemoryIdempotencyStore store, string id) => ClaimAsync(store, IdempotencyKeys.Of(id));

    private static Task<ClaimToken> ClaimAsync(InMemoryIdempotencyStore store, IdempotencyKey key) => ClaimAsync(store, key, _lease);

    private static async Task<ClaimToken> ClaimAsync(InMemoryIdempotencyStore store, IdempotencyKey key, TimeSpan lease)
    {
        IdempotencyClaim claim = await store.ClaimAsync(key, lease, CancellationToken.None);
        claim.Status.Should().Be(IdempotencyClaimStatus.Claimed);
        return claim.Token;
    }

    private static Task<ClaimToken[]> ClaimAllAsync(InMemoryIdempotencyStore store, IdempotencyKey[] keys) =>
        Task.WhenAll(keys.Select(key => ClaimAsync(store, key)));

    private static async Task<IdempotencyClaimStatus> StatusAsync(InMemoryIdempotencyStore store, string id) =>
        (await store.ClaimAsync(IdempotencyKeys.Of(id), _lease, CancellationToken.None)).Status;

    private static async Task CompleteAsync(InMemoryIdempotencyStore store, string id, TimeSpan retention)
    {
        ClaimToken token = await ClaimAsync(store, id);
        (await store.CompleteAsync(IdempotencyKeys.Of(id), token, retention, CancellationToken.None)).Should().BeTrue();
    }

    /// <summary>The contract of a timestamp promises no sign.</summary>
    private sealed class TimeProviderBelowZero(TimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp() - TimeSpan.FromDays(1000).Ticks;
    }
}
