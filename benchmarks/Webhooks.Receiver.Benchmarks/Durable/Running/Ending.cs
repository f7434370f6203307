namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Does something when it is disposed of.</summary>
internal sealed class Ending(Action action) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        action();
        return ValueTask.CompletedTask;
    }
}
