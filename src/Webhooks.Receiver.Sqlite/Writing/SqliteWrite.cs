namespace Webhooks.Receiver.Sqlite;

/// <summary>A write that waits for its group.</summary>
internal abstract class SqliteWrite
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Dropped = 2;

    private int _state;
    private CancellationTokenRegistration _cancellation;

    /// <summary>When it was enqueued, as a timestamp.</summary>
    public required long WaitingSince { get; init; }

    /// <summary>About how many bytes it adds to the group.</summary>
    public required int Size { get; init; }

    /// <summary>Whether it brings new work, of which a limited number may wait.</summary>
    public abstract bool IsNewWork { get; }

    /// <summary>Drops the write when the token is cancelled before it is started.</summary>
    public void DropOn(CancellationToken cancellationToken) =>
        _cancellation = cancellationToken.UnsafeRegister(static (write, token) => ((SqliteWrite)write!).Cancel(token), this);

    /// <returns>False if the write was dropped meanwhile.</returns>
    public bool TryStart()
    {
        bool isStarted = Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;
        if (isStarted)
        {
            _cancellation.Unregister();
        }

        return isStarted;
    }

    /// <summary>Ends the write with an exception, if it has not been started.</summary>
    public void Drop(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _state, Dropped, Waiting) == Waiting)
        {
            _cancellation.Unregister();
            Fail(exception);
        }
    }

    /// <summary>Ends a write whose answer can be read.</summary>
    /// <param name="database">The file.</param>
    /// <param name="isStarted">Whether the caller has started the write; else it may be started or dropped meanwhile.</param>
    /// <returns>Whether it has ended the write.</returns>
    public abstract bool TryAnswer(SqliteDatabase database, bool isStarted);

    /// <summary>Runs in a transaction that writes. May run again, after a rollback.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>Returns the result to the caller, after the commit.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception exception);

    protected abstract void SetCancelled(CancellationToken cancellationToken);

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Dropped, Waiting) == Waiting)
        {
            SetCancelled(cancellationToken);
        }
    }
}
