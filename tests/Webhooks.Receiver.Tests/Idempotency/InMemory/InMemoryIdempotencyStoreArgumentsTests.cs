namespace Webhooks.Receiver.Tests;

/// <summary>What each operation refuses before it changes anything.</summary>
public sealed class InMemoryIdempotencyStoreArgumentsTests
{
    private static readonly IdempotencyKey _key = IdempotencyKeys.Of("evt_1");
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<IdempotencyOperation, Call> _calls = new()
    {
        [IdempotencyOperation.Claim] = async (store, key, _, time, stop) => await store.ClaimAsync(key, time, stop),
        [IdempotencyOperation.Renew] = async (store, key, token, time, stop) => await store.RenewAsync(key, token, time, stop),
        [IdempotencyOperation.Complete] = async (store, key, token, time, stop) => await store.CompleteAsync(key, token, time, stop),
        [IdempotencyOperation.Release] = async (store, key, token, _, stop) => await store.ReleaseAsync(key, token, stop),
    };

    private delegate Task Call(IIdempotencyStore store, IdempotencyKey key, ClaimToken token, TimeSpan time, CancellationToken stop);

    public static TheoryData<IdempotencyOperation> Operations => [.. _calls.Keys];

    public static TheoryData<IdempotencyOperation, long> Times
    {
        get
        {
            TheoryData<IdempotencyOperation, long> times = [];
            foreach (IdempotencyOperation operation in _calls.Keys.Where(operation => operation != IdempotencyOperation.Release))
            {
                times.Add(operation, 0);
                times.Add(operation, -1);
                times.Add(operation, TimeSpan.MinValue.Ticks);
            }

            return times;
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_Cancelled_ThrowsAndChangesNothing(IdempotencyOperation operation)
    {
        var store = new InMemoryIdempotencyStore(10, new ManualTimeProvider());
        IdempotencyClaim claim = await store.ClaimAsync(_key, _minute, CancellationToken.None);
        IdempotencyKey key = operation == IdempotencyOperation.Claim ? IdempotencyKeys.Of("evt_2") : _key;
        Func<Task> call = () => _calls[operation](store, key, claim.Token, _minute, new CancellationToken(canceled: true));

        await call.Should().ThrowAsync<OperationCanceledException>();

        store.Count.Should().Be(1);
        (await store.ReleaseAsync(_key, claim.Token, CancellationToken.None)).Should().BeTrue("the claim still runs");
    }

    [Theory]
    [MemberData(nameof(Times))]
    public async Task Operation_TimeThatIsOverAtOnce_Throws(IdempotencyOperation operation, long ticks)
    {
        var store = new InMemoryIdempotencyStore(10, new ManualTimeProvider());
        IdempotencyClaim claim = await store.ClaimAsync(_key, _minute, CancellationToken.None);
        Func<Task> call = () => _calls[operation](store, _key, claim.Token, TimeSpan.FromTicks(ticks), CancellationToken.None);

        await call.Should().ThrowAsync<ArgumentOutOfRangeException>();

        (await store.ClaimAsync(_key, _minute, CancellationToken.None)).Status.Should().Be(IdempotencyClaimStatus.InProgress);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_DefaultKey_Throws(IdempotencyOperation operation)
    {
        var store = new InMemoryIdempotencyStore(10, new ManualTimeProvider());
        Func<Task> call = () => _calls[operation](store, default, new ClaimToken(1), _minute, CancellationToken.None);

        (await call.Should().ThrowAsync<ArgumentException>()).WithMessage("The key is the default value.*").WithParameterName("key");
        store.Count.Should().Be(0);
    }

    [Fact]
    public async Task ClaimAsync_LongestLease_HoldsForever()
    {
        var clock = new ManualTimeProvider();
        clock.Advance(TimeSpan.FromDays(1));
        var store = new InMemoryIdempotencyStore(10, clock);

        await store.ClaimAsync(_key, TimeSpan.MaxValue, CancellationToken.None);
        clock.Advance(TimeSpan.FromDays(100_000));

        (await store.ClaimAsync(_key, _minute, CancellationToken.None)).Status.Should().Be(IdempotencyClaimStatus.InProgress);
    }
}
