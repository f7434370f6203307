using static Webhooks.Receiver.Tests.StoreCalls;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Issue 9.15: a store with leases of different lengths answered "full" though claims that had ended could go.</summary>
public sealed class MixedLeases_9_15
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);
    private readonly ManualTimeProvider _clock = new();

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
    public async Task ClaimAsync_AbandonedBehindALongerLeaseAndCompleted_TheAbandonedMakesRoomAfterTheCompleted()
    {
        var store = new InMemoryIdempotencyStore(capacity: 3, _clock);
        await ClaimAsync(store, IdempotencyKeys.Of("long"), 2 * _lease);
        await ClaimAsync(store, "short");
        await CompleteAsync(store, "completed", _retention);
        _clock.Advance(_lease);

        await ClaimAsync(store, "next");
        await ClaimAsync(store, "another");

        (await StatusAsync(store, "long")).Should().Be(IdempotencyClaimStatus.InProgress);
        (store.Count, store.Evictions).Should().Be((3, 1));
    }
}
