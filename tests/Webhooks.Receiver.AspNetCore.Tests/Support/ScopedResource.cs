namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A scoped service that tells when it is disposed of.</summary>
internal sealed class ScopedResource : IAsyncDisposable
{
    public bool IsDisposed { get; private set; }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
