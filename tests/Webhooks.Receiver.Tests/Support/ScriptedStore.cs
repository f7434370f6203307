namespace Webhooks.Receiver.Tests;

/// <summary>An in-memory store of which single operations can be made to fail, to hang, or to be watched.</summary>
internal sealed class ScriptedStore(TimeProvider timeProvider) : IIdempotencyStore
{
    private int _renewals;

    public InMemoryIdempotencyStore Inner { get; } = new(1000, timeProvider);

    public int Renewals => Volatile.Read(ref _renewals);

    /// <summary>Called before an operation, by its name; may throw or wait.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public async ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        await Before(nameof(ClaimAsync), cancellationToken);
        return await Inner.ClaimAsync(key, lease, cancellationToken);
    }

    public async ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        await Before(nameof(RenewAsync), cancellationToken);
        bool isRenewed = await Inner.RenewAsync(key, token, lease, cancellationToken);
        Interlocked.Increment(ref _renewals);
        return isRenewed;
    }

    public async ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken)
    {
        await Before(nameof(CompleteAsync), cancellationToken);
        return await Inner.CompleteAsync(key, token, retention, cancellationToken);
    }

    public async ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken)
    {
        await Before(nameof(ReleaseAsync), cancellationToken);
        return await Inner.ReleaseAsync(key, token, cancellationToken);
    }
}
