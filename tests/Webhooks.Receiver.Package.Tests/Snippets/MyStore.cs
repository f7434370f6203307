// What the documentation calls your store.
using Webhooks.Receiver;
using Webhooks.Receiver.Storage;

internal sealed class MyStore(TimeProvider clock) : IIdempotencyStore
{
    private readonly InMemoryIdempotencyStore _inner = new(timeProvider: clock);

    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken) =>
        _inner.ClaimAsync(key, lease, cancellationToken);

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) =>
        _inner.RenewAsync(key, token, lease, cancellationToken);

    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken) =>
        _inner.CompleteAsync(key, token, retention, cancellationToken);

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken) =>
        _inner.ReleaseAsync(key, token, cancellationToken);
}
