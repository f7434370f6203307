namespace Webhooks.Receiver.Sqlite;

/// <summary>Tells the worker of this process that items are due again which it has not stored itself. Thread-safe.</summary>
internal sealed class SqliteInboxChanges
{
    private readonly Lock _lock = new();
    private volatile Action? _onDue;

    public IAsyncDisposable Subscribe(Action onDue)
    {
        lock (_lock)
        {
            _onDue += onDue;
        }

        return new Subscription(this, onDue);
    }

    public void SetDue() => _onDue?.Invoke();

    private sealed class Subscription(SqliteInboxChanges changes, Action onDue) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (changes._lock)
            {
                changes._onDue -= onDue;
            }

            return ValueTask.CompletedTask;
        }
    }
}
