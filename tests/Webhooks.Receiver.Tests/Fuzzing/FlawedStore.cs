namespace Webhooks.Receiver.Tests;

/// <summary>A store with a fault of one kind, to show that the model finds it.</summary>
internal sealed class FlawedStore(IIdempotencyStore store, StoreFlaw flaw) : IIdempotencyStore
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<IdempotencyKey, ClaimToken> _latest = [];

    public async ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        TimeSpan given = flaw == StoreFlaw.LongLeases ? lease + _second : lease;
        IdempotencyClaim claim = await store.ClaimAsync(key, given, cancellationToken);
        if (claim.Status == IdempotencyClaimStatus.Claimed)
        {
            _latest[key] = claim.Token;
        }

        return flaw switch
        {
            StoreFlaw.RunningClaimsGivenAway when claim.Status == IdempotencyClaimStatus.InProgress => IdempotencyClaim.Claimed(_latest[key]),
            StoreFlaw.NoRetryAfter when claim.Status == IdempotencyClaimStatus.InProgress => IdempotencyClaim.InProgress(TimeSpan.Zero),
            StoreFlaw.FullAtOnce when claim.Status == IdempotencyClaimStatus.Claimed && claim.Token.Value > 20 => IdempotencyClaim.Unavailable,
            _ => claim,
        };
    }

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) => flaw switch
    {
        StoreFlaw.RenewalsIgnored => ValueTask.FromResult(_latest.ContainsValue(token)),
        _ => store.RenewAsync(key, Token(key, token), lease, cancellationToken),
    };

    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken) => flaw switch
    {
        StoreFlaw.CompletionsForgotten => store.ReleaseAsync(key, token, cancellationToken),
        StoreFlaw.ShortRetention when retention > _second => store.CompleteAsync(key, token, retention - _second, cancellationToken),
        _ => store.CompleteAsync(key, Token(key, token), retention, cancellationToken),
    };

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken) => flaw switch
    {
        StoreFlaw.ReleasesIgnored => store.RenewAsync(key, token, _second, cancellationToken),
        _ => store.ReleaseAsync(key, Token(key, token), cancellationToken),
    };

    private ClaimToken Token(IdempotencyKey key, ClaimToken token) =>
        flaw == StoreFlaw.StaleTokensAccepted && token != default ? _latest.GetValueOrDefault(key) : token;
}
