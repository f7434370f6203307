namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>The sides of a row, with what they use; that is disposed of in reverse order.</summary>
internal sealed class StoresSides : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _used = [];

    public StoresSide Ours { get; set; } = null!;

    public StoresSide? Baseline { get; set; }

    public T Use<T>(T used)
        where T : IAsyncDisposable
    {
        _used.Push(used);
        return used;
    }

    public async ValueTask DisposeAsync()
    {
        while (_used.TryPop(out IAsyncDisposable? used))
        {
            await used.DisposeAsync();
        }
    }
}
