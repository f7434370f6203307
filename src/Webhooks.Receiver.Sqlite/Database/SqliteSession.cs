using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Webhooks.Receiver.Sqlite;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="ownsConnection">Whether to close it with the session.</param>
internal sealed class SqliteSession(SqliteConnection connection, bool ownsConnection = true) : IDisposable
{
    private const int TokensPerBlock = 1024;

    private readonly sqlite3 _database = connection.Handle!;
    private readonly Dictionary<string, SqliteStatement> _statements = [];
    private long _nextToken;
    private long _tokensEnd;
    private bool _isBlockCommitted = true;
    private long? _lastItemId;

    /// <summary>Whether a transaction is open.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>Gets a prepared statement, with no parameters. Dispose of it after each use.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            statement = new SqliteStatement(_database, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs one or more statements that have no parameters and no rows.</summary>
    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_database, sql), _database);

    /// <summary>Begins a transaction that may write, and waits for another one to end.</summary>
    /// <param name="timeout">How long to wait if the database is locked.</param>
    /// <exception cref="SqliteException">The database is locked for longer, or cannot be used.</exception>
    public void Begin(TimeSpan timeout) => SqliteException.ThrowExceptionForRC(BeginWithin(timeout), _database);

    /// <summary>As <see cref="Begin"/>.</summary>
    /// <returns>False if the database is locked for longer.</returns>
    public bool TryBegin(TimeSpan timeout)
    {
        int result = BeginWithin(timeout);
        if (SqliteLock.IsLocked(result))
        {
            return false;
        }

        SqliteException.ThrowExceptionForRC(result, _database);
        return true;
    }

    /// <summary>Runs the first write of a transaction that has no lock yet, and waits for other transactions to end.</summary>
    /// <returns>The number of rows that it changed.</returns>
    /// <exception cref="SqliteException">The database is locked for longer than <see cref="SqliteLock.Timeout"/>, or cannot be used.</exception>
    public async ValueTask<int> RunLockingAsync(SqliteStatement write, CancellationToken cancellationToken)
    {
        int result = await SqliteLock.WaitAsync(
            () =>
            {
                write.Reset();
                return write.TryStep();
            },
            cancellationToken).ConfigureAwait(false);
        SqliteException.ThrowExceptionForRC(result, _database);
        return raw.sqlite3_changes(_database);
    }

    public void Commit()
    {
        using SqliteStatement commit = Prepare("COMMIT");
        commit.Run();
        _isBlockCommitted = true;
    }

    /// <summary>Ends the transaction, if SQLite has not ended it because of an error.</summary>
    public void Rollback()
    {
        if (!_isBlockCommitted)
        {
            _nextToken = _tokensEnd; // the block was never taken
            _isBlockCommitted = true;
        }

        if (IsInTransaction)
        {
            using SqliteStatement rollback = Prepare("ROLLBACK");
            rollback.Run();
        }
    }

    /// <summary>Gets a token that no process ever got. In a transaction that writes.</summary>
    /// <remarks>Processes take tokens in blocks: else each claim would write one more page.</remarks>
    public long NextToken()
    {
        if (_nextToken == _tokensEnd)
        {
            using SqliteStatement take = Prepare("UPDATE webhook_store SET last_token = last_token + ?1 RETURNING last_token");
            _isBlockCommitted = false;
            take.Bind(1, TokensPerBlock).Step();
            _tokensEnd = take.GetInt64(0) + 1;
            _nextToken = _tokensEnd - TokensPerBlock;
        }

        return _nextToken++;
    }

    /// <summary>
    /// The id that <see cref="TakeItemId"/> takes: above those of all items that were ever stored. In a transaction that writes.
    /// </summary>
    public long NextItemId => (_lastItemId ??= ReadLastItemId()) + 1;

    public long TakeItemId()
    {
        long id = NextItemId;
        _lastItemId = id;
        return id;
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Close();
        }

        if (ownsConnection)
        {
            connection.Dispose();
        }
    }

    private int BeginWithin(TimeSpan timeout)
    {
        using SqliteStatement begin = Prepare("BEGIN IMMEDIATE");
        int result = SqliteLock.Wait(
            () =>
            {
                begin.Reset();
                return begin.TryStep();
            },
            timeout);
        _lastItemId = null;
        return result;
    }

    private long ReadLastItemId()
    {
        using SqliteStatement last = Prepare("SELECT seq FROM sqlite_sequence WHERE name = 'webhook_inbox'");
        return last.Step() ? last.GetInt64(0) : 0;
    }
}
