using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Calls a store, and checks its results for a case.</summary>
internal sealed class StoreProbe(IIdempotencyStore store, ConformanceCheck check, CancellationToken cancellationToken)
{
    public IIdempotencyStore Store => store;

    public Task<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan? lease = null) =>
        store.ClaimAsync(key, lease ?? ConformanceScenario.Lease, cancellationToken).AsTask();

    public Task<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan? lease = null) =>
        store.RenewAsync(key, token, lease ?? ConformanceScenario.Lease, cancellationToken).AsTask();

    public Task<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan? retention = null) =>
        store.CompleteAsync(key, token, retention ?? ConformanceScenario.Retention, cancellationToken).AsTask();

    public Task<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token) =>
        store.ReleaseAsync(key, token, cancellationToken).AsTask();

    public async Task<ClaimToken> ExpectClaimedAsync(IdempotencyKey key, string when, TimeSpan? lease = null)
    {
        IdempotencyClaim claim = await ClaimAsync(key, lease);
        check.Equal(IdempotencyClaimStatus.Claimed, claim.Status, $"a claim {when}");
        return claim.Token;
    }

    public async Task<TimeSpan> ExpectInProgressAsync(IdempotencyKey key, string when)
    {
        IdempotencyClaim claim = await ClaimAsync(key);
        check.Equal(IdempotencyClaimStatus.InProgress, claim.Status, $"a claim {when}");
        return claim.RetryAfter;
    }

    public async Task ExpectCompletedAsync(IdempotencyKey key, string when)
    {
        IdempotencyClaim claim = await ClaimAsync(key);
        check.Equal(IdempotencyClaimStatus.Completed, claim.Status, $"a claim {when}");
    }

    public async Task ExpectRenewAsync(
        bool expected, IdempotencyKey key, ClaimToken token, string when, TimeSpan? lease = null) =>
        check.Equal(expected, await RenewAsync(key, token, lease), $"renewing {when}");

    public async Task ExpectCompleteAsync(
        bool expected, IdempotencyKey key, ClaimToken token, string when, TimeSpan? retention = null) =>
        check.Equal(expected, await CompleteAsync(key, token, retention), $"completing {when}");

    public async Task ExpectReleaseAsync(bool expected, IdempotencyKey key, ClaimToken token, string when) =>
        check.Equal(expected, await ReleaseAsync(key, token), $"releasing {when}");

    /// <summary>Expects that a token has no effect, because it is not the latest of this key, or is settled.</summary>
    public async Task ExpectPowerlessAsync(IdempotencyKey key, ClaimToken token, string when)
    {
        await ExpectRenewAsync(false, key, token, when);
        await ExpectCompleteAsync(false, key, token, when);
        await ExpectReleaseAsync(false, key, token, when);
    }
}
