namespace Webhooks.Receiver.Tests;

/// <summary>Calls of an in-memory store, with one lease and one retention.</summary>
internal static class StoreCalls
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);

    public static async Task FillAsync(InMemoryIdempotencyStore store, ReadOnlyMemory<IdempotencyKey> keys)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            IdempotencyClaim claim = await store.ClaimAsync(keys.Span[i], _lease, CancellationToken.None);
            await store.CompleteAsync(keys.Span[i], claim.Token, _retention, CancellationToken.None);
        }
    }

    public static Task<ClaimToken> ClaimAsync(InMemoryIdempotencyStore store, string id) => ClaimAsync(store, IdempotencyKeys.Of(id));

    public static Task<ClaimToken> ClaimAsync(InMemoryIdempotencyStore store, IdempotencyKey key) => ClaimAsync(store, key, _lease);

    public static async Task<ClaimToken> ClaimAsync(InMemoryIdempotencyStore store, IdempotencyKey key, TimeSpan lease)
    {
        IdempotencyClaim claim = await store.ClaimAsync(key, lease, CancellationToken.None);
        claim.Status.Should().Be(IdempotencyClaimStatus.Claimed);
        return claim.Token;
    }

    public static async Task<IdempotencyClaimStatus> StatusAsync(InMemoryIdempotencyStore store, string id) =>
        (await store.ClaimAsync(IdempotencyKeys.Of(id), _lease, CancellationToken.None)).Status;

    public static async Task CompleteAsync(InMemoryIdempotencyStore store, string id, TimeSpan retention)
    {
        ClaimToken token = await ClaimAsync(store, id);
        (await store.CompleteAsync(IdempotencyKeys.Of(id), token, retention, CancellationToken.None)).Should().BeTrue();
    }
}
