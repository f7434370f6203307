using static Webhooks.Receiver.Tests.StoreCalls;

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

    private static Task<ClaimToken[]> ClaimAllAsync(InMemoryIdempotencyStore store, IdempotencyKey[] keys) =>
        Task.WhenAll(keys.Select(key => ClaimAsync(store, key)));

    /// <summary>The contract of a timestamp promises no sign.</summary>
    private sealed class TimeProviderBelowZero(TimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp() - TimeSpan.FromDays(1000).Ticks;
    }
}
