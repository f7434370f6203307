namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A store that can only be disposed of asynchronously.</summary>
internal sealed class AsynchronousStore : IIdempotencyStore, IAsyncDisposable
{
    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync() => await Task.Yield();
}
