using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Chaos;

internal sealed class CrashingIdempotencyStore(IIdempotencyStore store, CrashSwitch crash) : IIdempotencyStore
{
    public async ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        IdempotencyClaim claim = await store.ClaimAsync(key, lease, cancellationToken);
        if (claim.Status == IdempotencyClaimStatus.Claimed)
        {
            crash.At(CrashPoint.AfterClaim);
        }

        return claim;
    }

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) =>
        store.RenewAsync(key, token, lease, cancellationToken);

    public async ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken)
    {
        crash.At(CrashPoint.BeforeCompletion);
        bool isCompleted = await store.CompleteAsync(key, token, retention, cancellationToken);
        if (isCompleted)
        {
            crash.At(CrashPoint.AfterCompletion);
        }

        return isCompleted;
    }

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken) =>
        store.ReleaseAsync(key, token, cancellationToken);
}
