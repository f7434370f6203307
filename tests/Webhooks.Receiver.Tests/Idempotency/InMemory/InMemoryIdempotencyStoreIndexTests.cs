using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Many keys against a dictionary: how they are found while there are more and more of them, and while they go in any order. The
/// capacity is a limit, and no memory that is taken before keys come.
/// </summary>
public sealed class InMemoryIdempotencyStoreIndexTests
{
    private const int Keys = 3_000;

    private static readonly IdempotencyKey[] _keys = IdempotencyKeys.Many(Keys, "index");
    private static readonly TimeSpan _time = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(Keys)]
    [InlineData(int.MaxValue)]
    public void Store_KeysComingAndGoingInAnyOrder_KnowsThoseThatADictionaryKnows(int capacity) =>
        Prop.ForAll(Gen.Choose(0, Keys - 1).ArrayOf(Keys * 2).ToArbitrary(), async order =>
            {
                var store = new InMemoryIdempotencyStore(capacity, new ManualTimeProvider());
                Dictionary<int, ClaimToken> claims = [];
                foreach (int key in order)
                {
                    await ClaimOrReleaseAsync(store, claims, key);
                }

                return store.Count == claims.Count && await AllAreKnownAsync(store, claims);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(21)]
    [InlineData(300)]
    public async Task Store_FullFromTheFirstRoundOn_KnowsTheLatestKeysAndNoOthers(int capacity)
    {
        var store = new InMemoryIdempotencyStore(capacity, new ManualTimeProvider());
        for (int i = 0; i < Keys; i++)
        {
            IdempotencyClaim claim = await store.ClaimAsync(_keys[i], _time, CancellationToken.None);
            (await store.CompleteAsync(_keys[i], claim.Token, _time, CancellationToken.None)).Should().BeTrue();
        }

        (store.Count, store.Evictions).Should().Be((capacity, Keys - capacity));
        foreach (IdempotencyKey key in _keys[^capacity..])
        {
            (await store.ClaimAsync(key, _time, CancellationToken.None)).Status.Should().Be(IdempotencyClaimStatus.Completed);
        }

        foreach (IdempotencyKey key in _keys[..capacity])
        {
            (await store.ClaimAsync(key, _time, CancellationToken.None)).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        }
    }

    private static async Task ClaimOrReleaseAsync(InMemoryIdempotencyStore store, Dictionary<int, ClaimToken> claims, int key)
    {
        if (claims.Remove(key, out ClaimToken token))
        {
            (await store.ReleaseAsync(_keys[key], token, CancellationToken.None)).Should().BeTrue();
        }
        else
        {
            claims[key] = (await store.ClaimAsync(_keys[key], _time, CancellationToken.None)).Token;
        }
    }

    private static async Task<bool> AllAreKnownAsync(InMemoryIdempotencyStore store, Dictionary<int, ClaimToken> claims)
    {
        for (int key = 0; key < Keys; key++)
        {
            bool isKnown = claims.TryGetValue(key, out ClaimToken token);
            if (await store.RenewAsync(_keys[key], isKnown ? token : new ClaimToken(1), _time, CancellationToken.None) != isKnown)
            {
                return false;
            }
        }

        return true;
    }
}
