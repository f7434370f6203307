using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// Gives out the file's one right to write within this process. A write that finds it free is committed alone, on its caller's thread.
/// Writes that wait meanwhile become the next group and share a commit, on a thread of the writer's own. A handler's transaction takes a
/// turn between two groups; those that wait for one that takes long are answered by reading, if their events are known. Thread-safe.
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "The thread disposes of what it still waits for.")]
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxTurns = 1024;

    private static readonly TimeSpan _checkInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SqliteWriteQueue _writes;
    private readonly Queue<TaskCompletionSource> _turns = [];
    private readonly SemaphoreSlim _handedOver = new(0);
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _timeProvider;
    private readonly SqliteGroup _group;
    private readonly ITimer _waitingCheck;
    private Thread? _thread;
    private bool _isTaken;
    private bool _isChecking;
    private bool _isDisposed;
    private volatile bool _isClosed;
    private volatile bool _isHeldUp; // by a handler's transaction, or by that of another process

    public SqliteWriter(SqliteDatabase database, TimeProvider timeProvider)
    {
        _database = database;
        _timeProvider = timeProvider;
        _writes = new SqliteWriteQueue(timeProvider);
        _group = new SqliteGroup(database, AnswerKnown);
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
                return new ValueTask<T>(Enqueue(new SqliteWrite<T>(body, find: null) { Size = size, WaitingSince = Now }, cancellationToken).Task);
            }

            _isTaken = true;
        }

        return RunAlone(body, find: null);
    }

    /// <summary>As <see cref="RunAsync"/>, for a write that brings new work: refused if too many of them wait.</summary>
    /// <param name="body">Writes, in a transaction.</param>
    /// <param name="find">Reads the answer, if the event is known. Called only if the write would have to wait for long.</param>
    /// <param name="refused">The result if too many wait.</param>
    /// <param name="cancellationToken">Drops the write if it has not been started.</param>
    /// <param name="size">About how many bytes it writes.</param>
    public ValueTask<T> RunUnlessFullAsync<T>(
        Func<SqliteSession, T> body, SqliteFinder<T> find, T refused, CancellationToken cancellationToken, int size = 0)
    {
        bool isKnownToBeNew = _isHeldUp;
        if (isKnownToBeNew && _database.TryFind(find, out T? answer))
        {
            return ValueTask.FromResult(answer);
        }

        SqliteWrite<T>? waiting = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isTaken)
            {
                if (_writes.IsFullFor(size))
                {
                    return ValueTask.FromResult(refused);
                }

                waiting = Enqueue(new SqliteWrite<T>(body, find) { Size = size, WaitingSince = Now }, cancellationToken);
                isKnownToBeNew |= !_isHeldUp; // else a transaction began meanwhile
            }

            _isTaken = true;
        }

        if (waiting is null)
        {
            return RunAlone(body, find);
        }

        if (!isKnownToBeNew)
        {
            waiting.TryAnswer(_database, isStarted: false);
        }

        return new ValueTask<T>(waiting.Task);
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
            Task<T> task = Enqueue(new SqliteWrite<T>(body, find: null) { Size = 0, WaitingSince = Now }, cancellationToken).Task;
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
                _isHeldUp = true;
                return new SqliteTurn(this);
            }

            if (_turns.Count >= MaxTurns)
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
            _isHeldUp = false;
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
            _writes.TakeAll().ForEach(static write => write.Drop(new ObjectDisposedException(nameof(SqliteWriter))));

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

    private long Now => _timeProvider.GetTimestamp();

    private ValueTask<T> RunAlone<T>(Func<SqliteSession, T> body, SqliteFinder<T>? find)
    {
        try
        {
            return ValueTask.FromResult(_group.RunAlone(body, find));
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

    private SqliteWrite<T> Enqueue<T>(SqliteWrite<T> write, CancellationToken cancellationToken)
    {
        _writes.Enqueue(write);
        write.DropOn(cancellationToken);
        if (!_isChecking)
        {
            _isChecking = true;
            _waitingCheck.Change(_checkInterval, Timeout.InfiniteTimeSpan);
        }

        return write;
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

            AnswerWaiting(); // if they wait for a turn
        }
    }

    /// <summary>Answers writes that the transaction of another process holds up.</summary>
    private void AnswerKnown(List<SqliteWrite> started)
    {
        _isHeldUp = true; // until the group has ended
        started.RemoveAll(write => write.TryAnswer(_database, isStarted: true));
        AnswerWaiting();
    }

    private void AnswerWaiting()
    {
        SqliteWrite[] waiting;
        lock (_lock)
        {
            waiting = _isHeldUp ? [.. _writes.NewWork] : [];
        }

        foreach (SqliteWrite write in waiting.TakeWhile(_ => _isHeldUp))
        {
            write.TryAnswer(_database, isStarted: false);
        }
    }

    private void TakeGroup(List<SqliteWrite> group)
    {
        lock (_lock)
        {
            _writes.TakeGroup(group);
        }
    }

    /// <summary>Gives the next turn, or notes that no write waits.</summary>
    /// <returns>False if the next group is due.</returns>
    private bool TryPassOn()
    {
        lock (_lock)
        {
            _isHeldUp = false;
            while (!_isDisposed && _turns.TryDequeue(out TaskCompletionSource? turn))
            {
                if (turn.TrySetResult())
                {
                    _isHeldUp = true;
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
        List<SqliteWrite> overdue;
        lock (_lock)
        {
            overdue = _writes.TakeOverdue();
            _isChecking = _writes.Count > 0 && !_isDisposed;
            if (_isChecking)
            {
                _waitingCheck.Change(_checkInterval, Timeout.InfiniteTimeSpan);
            }
        }

        overdue.ForEach(static write => write.Drop(new TimeoutException(
            "The SQLite file is busy: another transaction of this process has not ended. A handler that runs in a transaction has to be short.")));
    }

    /// <summary>Closes the connection, and ends the thread. By the last who had the right to write.</summary>
    private void Close()
    {
        _isClosed = true;
        _group.Dispose();
        _handedOver.Release();
    }
}
