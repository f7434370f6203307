using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// Gives out the file's one right to write within this process. A write that finds it free is committed alone, on its caller's thread.
/// Writes that wait meanwhile become the next group and share a commit, on a thread of the writer's own. A handler's transaction takes a
/// turn between two groups. Thread-safe.
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "The thread disposes of what it still waits for.")]
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>The greatest number of waiting writes that bring new work, and of waiting turns.</summary>
    public const int MaxWaiting = 1024;

    private const int MaxGroupCount = 1024;
    private const int MaxGroupSize = 8 * 1024 * 1024;

    /// <summary>The longest wait for a transaction of this process to end; below the receiver's timeout of a call.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _checkInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<SqliteWrite> _writes = [];
    private readonly Queue<TaskCompletionSource> _turns = [];
    private readonly SemaphoreSlim _handedOver = new(0);
    private readonly TimeProvider _timeProvider;
    private readonly SqliteGroup _group;
    private readonly ITimer _waitingCheck;
    private Thread? _thread;
    private int _waitingNewWork;
    private bool _isTaken;
    private bool _isChecking;
    private bool _isDisposed;
    private volatile bool _isClosed;

    public SqliteWriter(SqliteDatabase database, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _group = new SqliteGroup(database);
        _waitingCheck = timeProvider.CreateTimer(
            static self => ((SqliteWriter)self!).EndLongWaits(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs a write, alone or in a group, and commits it.</summary>
    /// <param name="body">Writes, in a transaction. Runs again if its group fails and is retried one by one.</param>
    /// <param name="cancellationToken">Drops the write if it has not been started.</param>
    /// <param name="size">About how many bytes it writes.</param>
    /// <returns>Completes when the write is durable.</returns>
    public ValueTask<T> RunAsync<T>(Func<SqliteSession, T> body, CancellationToken cancellationToken, int size = 0)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isTaken)
            {
                return new ValueTask<T>(Enqueue(body, size, isNewWork: false, cancellationToken));
            }

            _isTaken = true;
        }

        return RunAlone(body);
    }

    /// <summary>As <see cref="RunAsync"/>, for a write that brings new work: refused if too many of them wait.</summary>
    /// <param name="body">Writes, in a transaction.</param>
    /// <param name="refused">The result if too many wait.</param>
    /// <param name="cancellationToken">Drops the write if it has not been started.</param>
    /// <param name="size">About how many bytes it writes.</param>
    public ValueTask<T> RunUnlessFullAsync<T>(
        Func<SqliteSession, T> body, T refused, CancellationToken cancellationToken, int size = 0)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isTaken)
            {
                return _waitingNewWork >= MaxWaiting
                    ? ValueTask.FromResult(refused)
                    : new ValueTask<T>(Enqueue(body, size, isNewWork: true, cancellationToken));
            }

            _isTaken = true;
        }

        return RunAlone(body);
    }

    /// <summary>
    /// As <see cref="RunAsync"/>, but never on the caller's thread: a caller that starts many writes one after the other gets them into
    /// few groups.
    /// </summary>
    public ValueTask<T> RunInGroupAsync<T>(Func<SqliteSession, T> body, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            Task<T> task = Enqueue(body, 0, isNewWork: false, cancellationToken);
            if (!_isTaken)
            {
                _isTaken = true;
                HandOver();
            }

            return new ValueTask<T>(task);
        }
    }

    /// <summary>Waits for a turn: until it is disposed of, this process writes nothing else.</summary>
    /// <exception cref="TimeoutException">Too many wait.</exception>
    public async ValueTask<SqliteTurn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_isTaken)
            {
                _isTaken = true;
                return new SqliteTurn(this);
            }

            if (_turns.Count >= MaxWaiting)
            {
                throw new TimeoutException("Too many handlers wait for a transaction: SQLite runs one at a time.");
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _turns.Enqueue(turn);
        }

        using (cancellationToken.UnsafeRegister(static (turn, token) => ((TaskCompletionSource)turn!).TrySetCanceled(token), turn))
        {
            await turn.Task.ConfigureAwait(false);
            return new SqliteTurn(this);
        }
    }

    /// <summary>Ends the turn of a caller: those who wait go on.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                Close();
            }
            else if (_writes.Count > 0 || _turns.Count > 0)
            {
                HandOver();
            }
            else
            {
                _isTaken = false;
            }
        }
    }

    /// <summary>Ends those that wait; the one that runs ends by itself.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _waitingCheck.Dispose();
            while (_writes.TryDequeue(out SqliteWrite? write))
            {
                write.Drop(new ObjectDisposedException(nameof(SqliteWriter)));
            }

            while (_turns.TryDequeue(out TaskCompletionSource? turn))
            {
                turn.TrySetException(new ObjectDisposedException(nameof(SqliteWriter)));
            }

            if (!_isTaken)
            {
                _isTaken = true;
                Close();
            }
        }
    }

    private ValueTask<T> RunAlone<T>(Func<SqliteSession, T> body)
    {
        try
        {
            return ValueTask.FromResult(_group.RunAlone(body));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }
        finally
        {
            Release();
        }
    }

    private Task<T> Enqueue<T>(Func<SqliteSession, T> body, int size, bool isNewWork, CancellationToken cancellationToken)
    {
        var write = new SqliteWrite<T>(body) { WaitingSince = _timeProvider.GetTimestamp(), Size = size, IsNewWork = isNewWork };
        _writes.Enqueue(write);
        _waitingNewWork += isNewWork ? 1 : 0;
        write.DropOn(cancellationToken);
        if (!_isChecking)
        {
            _isChecking = true;
            _waitingCheck.Change(_checkInterval, Timeout.InfiniteTimeSpan);
        }

        return write.Task;
    }

    private void HandOver()
    {
        if (_thread is null)
        {
            // Not the pool's: it waits for the disk most of its time.
            _thread = new Thread(RunGroups) { IsBackground = true, Name = "Webhooks SQLite writer" };
            _thread.Start();
        }

        _handedOver.Release();
    }

    private void RunGroups()
    {
        List<SqliteWrite> group = [];
        while (true)
        {
            _handedOver.Wait();
            if (_isClosed)
            {
                _handedOver.Dispose();
                return;
            }

            do
            {
                TakeGroup(group);
                _group.Run(group, group.Count > 0 ? _timeProvider.GetElapsedTime(group[0].WaitingSince) : TimeSpan.Zero);
                group.Clear();
            }
            while (!TryPassOn());
        }
    }

    private void TakeGroup(List<SqliteWrite> group)
    {
        int size = 0;
        lock (_lock)
        {
            while (group.Count < MaxGroupCount && _writes.TryPeek(out SqliteWrite? next) && (size == 0 || size + next.Size <= MaxGroupSize))
            {
                Dequeue();
                if (next.TryStart())
                {
                    group.Add(next);
                    size += next.Size;
                }
            }
        }
    }

    /// <summary>Gives the next turn, or says that nobody waits.</summary>
    /// <returns>False if the next group is due.</returns>
    private bool TryPassOn()
    {
        lock (_lock)
        {
            while (!_isDisposed && _turns.TryDequeue(out TaskCompletionSource? turn))
            {
                if (turn.TrySetResult())
                {
                    return true; // its owner calls Release
                }
            }

            if (_isDisposed)
            {
                Close();
                return true;
            }

            _isTaken = _writes.Count > 0;
            return !_isTaken;
        }
    }

    /// <summary>Fails the writes that a handler's transaction, or a disk that does not answer, holds up for too long.</summary>
    private void EndLongWaits()
    {
        List<SqliteWrite> tooLong = [];
        lock (_lock)
        {
            while (_writes.TryPeek(out SqliteWrite? first) && _timeProvider.GetElapsedTime(first.WaitingSince) >= _longestWait)
            {
                Dequeue();
                tooLong.Add(first);
            }

            _isChecking = _writes.Count > 0 && !_isDisposed;
            if (_isChecking)
            {
                _waitingCheck.Change(_checkInterval, Timeout.InfiniteTimeSpan);
            }
        }

        tooLong.ForEach(static write => write.Drop(new TimeoutException(
            "The SQLite file is busy: another transaction of this process has not ended. A handler that runs in a transaction has to be short.")));
    }

    /// <summary>Closes the connection, and ends the thread. By the last who had the right to write.</summary>
    private void Close()
    {
        _isClosed = true;
        _group.Dispose();
        _handedOver.Release();
    }

    private void Dequeue()
    {
        if (_writes.Dequeue().IsNewWork)
        {
            _waitingNewWork--;
        }
    }
}
