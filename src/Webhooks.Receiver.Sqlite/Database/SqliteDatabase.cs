using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace Webhooks.Receiver.Sqlite;

/// <summary>The database file: opens its connections, and keeps those that only read. Thread-safe.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int MaxIdleReaders = 4;

    // Without the cache of two megabytes a large key table would be read from the file system at each claim.
    private const string Settings = """
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -16384;
        PRAGMA journal_size_limit = 67108864;
        """;

    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly Lock _preparing = new();
    private readonly SqliteStoreOptions _options;
    private readonly string _setting;
    private readonly string _connectionString;
    private readonly string _pooledConnectionString;
    private volatile bool _isPrepared;
    private volatile bool _isDisposed;

    static SqliteDatabase() => Batteries_V2.Init();

    public SqliteDatabase(IOptions<SqliteStoreOptions> options, SqliteSection section, TimeProvider timeProvider)
    {
        _options = options.Value;
        _setting = section.ConnectionString;
        Clock = new SqliteClock(timeProvider);
        SqliteConnectionStringBuilder settings = SqliteConnectionSettings.Parse(_options, section.ConnectionString);
        settings.Pooling = true;
        _pooledConnectionString = settings.ConnectionString;
        settings.Pooling = false;
        _connectionString = settings.ConnectionString;
    }

    public SqliteClock Clock { get; }

    /// <summary>Checks the file, and creates or checks the tables. Later calls do nothing.</summary>
    /// <exception cref="WebhookConfigurationException">The file cannot be used; the message says why, and names the setting.</exception>
    public void Prepare()
    {
        lock (_preparing)
        {
            if (!_isPrepared)
            {
                SqliteInstaller.Install(new SqliteConnectionStringBuilder(_connectionString), _options.CreateSchema, _setting);
                _isPrepared = true;
            }
        }
    }

    /// <summary>Opens a session for writing; the caller disposes of it.</summary>
    public SqliteSession Open()
    {
        PrepareOnce();
        return new SqliteSession(Open(_connectionString, SqliteLock.Pause));
    }

    /// <summary>Opens a connection for a handler, from the pool of Microsoft.Data.Sqlite; the caller disposes of it.</summary>
    public SqliteConnection OpenForHandler()
    {
        PrepareOnce();
        return Open(_pooledConnectionString, SqliteLock.Pause);
    }

    /// <summary>Reads what is committed, beside a writer.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        SqliteSession session = _readers.TryTake(out SqliteSession? idle) ? idle : OpenReader();
        try
        {
            T result = read(session);
            if (_readers.Count < MaxIdleReaders && !_isDisposed)
            {
                _readers.Add(session);
                session = null!;
            }

            return result;
        }
        finally
        {
            session?.Dispose(); // one that failed is not used again
        }
    }

    /// <summary>As <see cref="Read"/>, for an answer that may be left to a write: nothing is found if the file cannot be read.</summary>
    public bool TryFind<T>(SqliteFinder<T> find, [MaybeNullWhen(false)] out T answer)
    {
        try
        {
            (bool isFound, answer) = Read(session => (find(session, out T? found), found));
            return isFound;
        }
        catch (Exception) // the write says what is wrong, or works all the same
        {
            answer = default;
            return false;
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_readers.TryTake(out SqliteSession? reader))
        {
            reader.Dispose();
        }

        using var connection = new SqliteConnection(_pooledConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private void PrepareOnce()
    {
        if (!_isPrepared)
        {
            Prepare();
        }
    }

    private SqliteSession OpenReader()
    {
        PrepareOnce();
        return new SqliteSession(Open(_connectionString, SqliteLock.Timeout));
    }

    private static SqliteConnection Open(string connectionString, TimeSpan busyTimeout)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, (int)SqliteLock.Timeout.TotalMilliseconds); // while the log is being recovered
            SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, Settings), connection.Handle);
            raw.sqlite3_busy_timeout(connection.Handle, (int)busyTimeout.TotalMilliseconds);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
