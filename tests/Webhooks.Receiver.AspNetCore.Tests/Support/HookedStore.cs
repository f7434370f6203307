namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A store that does what a test says before it does what it should.</summary>
internal sealed class HookedStore(IIdempotencyStore inner) : IIdempotencyStore
{
    public Func<Task>? BeforeClaim { get; set; }

    public Func<Task>? BeforeRenew { get; set; }

    public Func<Task>? BeforeComplete { get; set; }

    public Func<Task>? BeforeRelease { get; set; }

    /// <summary>The latest claimed key and token, for tests that play another process.</summary>
    public (IdempotencyKey Key, ClaimToken Token) LatestClaim { get; private set; }

    public static Task Throw() => throw new IOException("The store is down.");

    public static Task Hang() => new TaskCompletionSource().Task;

    public async ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        await (BeforeClaim?.Invoke() ?? Task.CompletedTask);
        IdempotencyClaim claim = await inner.ClaimAsync(key, lease, cancellationToken);
        if (claim.Status == IdempotencyClaimStatus.Claimed)
        {
            LatestClaim = (key, claim.Token);
        }

        return claim;
    }

    public async ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        await (BeforeRenew?.Invoke() ?? Task.CompletedTask);
        return await inner.RenewAsync(key, token, lease, cancellationToken);
    }

    public async ValueTask<bool> CompleteAsync(
        IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken)
    {
        await (BeforeComplete?.Invoke() ?? Task.CompletedTask);
        return await inner.CompleteAsync(key, token, retention, cancellationToken);
    }

    public async ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken)
    {
        await (BeforeRelease?.Invoke() ?? Task.CompletedTask);
        return await inner.ReleaseAsync(key, token, cancellationToken);
    }
}
