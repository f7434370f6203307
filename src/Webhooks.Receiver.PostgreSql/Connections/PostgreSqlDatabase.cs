using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// The connections of the stores, and those of handlers in a transaction: with a connection string each has a pool of its own, so
/// that handlers which hold their connections keep no claim waiting. Thread-safe.
/// </summary>
internal sealed class PostgreSqlDatabase : IAsyncDisposable, IDisposable
{
    private const int StoreConnections = 16;
    private const int ConnectSeconds = 3;
    private const int CancellationMilliseconds = 500;
    private const int ListenerKeepAliveSeconds = 30;

    private readonly bool _isOwned;

    public PostgreSqlDatabase(PostgreSqlSettings settings, NpgsqlDataSource? shared)
    {
        Settings = settings;
        _isOwned = settings.Connection is not null;
        Stores = settings.Connection is null ? shared! : CreateStores(settings);
        Handlers = settings.Connection is null ? shared! : CreateHandlers(settings);
    }

    public PostgreSqlSettings Settings { get; }

    /// <summary>For short statements of the stores.</summary>
    public NpgsqlDataSource Stores { get; }

    /// <summary>For transactions in which handlers run.</summary>
    public NpgsqlDataSource Handlers { get; }

    /// <summary>Whether connections keep settings and prepared statements from one transaction to the next.</summary>
    public bool HasSessions => !Settings.UsesConnectionPooler;

    /// <summary>How many results of a batch are those of our own settings.</summary>
    public int OwnStatements => _isOwned && HasSessions ? 0 : 1;

    /// <summary>Opens a connection that listens for long. It is checked every half a minute, since a lost peer says nothing.</summary>
    public async Task<NpgsqlConnection> OpenListenerAsync(CancellationToken cancellationToken)
    {
        if (!_isOwned)
        {
            return await Stores.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }

        NpgsqlConnectionStringBuilder settings = CreateBounded(Settings);
        settings.Pooling = false;
        settings.KeepAlive = ListenerKeepAliveSeconds;
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Creates a batch for the stores, which is one transaction and one round trip.</summary>
    public NpgsqlBatch CreateStoreBatch(NpgsqlConnection connection, IReadOnlyList<Statement> statements) =>
        CreateBatch(connection, OwnStatements == 0 ? statements :
        [
            new Statement(SessionSettings.Begin, []),
            new Statement(SessionSettings.ForTransaction, []),
            .. statements,
            new Statement(SessionSettings.Commit, []),
        ]);

    public static NpgsqlBatch CreateBatch(NpgsqlConnection connection, IReadOnlyList<Statement> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (Statement statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (NpgsqlParameter parameter in statement.Parameters)
            {
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOwned)
        {
            await Stores.DisposeAsync().ConfigureAwait(false);
            await Handlers.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        if (_isOwned)
        {
            Stores.Dispose();
            Handlers.Dispose();
        }
    }

    private static NpgsqlDataSource CreateStores(PostgreSqlSettings settings)
    {
        NpgsqlConnectionStringBuilder connection = CreateBounded(settings);
        connection.MaxPoolSize = Math.Min(connection.MaxPoolSize, StoreConnections);
        connection.MinPoolSize = Math.Min(connection.MinPoolSize, connection.MaxPoolSize);
        connection.CommandTimeout = ConnectSeconds;
        connection.NoResetOnClose = true; // the stores leave nothing behind that a reset would remove
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        if (!settings.UsesConnectionPooler)
        {
            builder.UsePhysicalConnectionInitializer(Initialize, InitializeAsync);
        }

        return builder.Build();
    }

    private static NpgsqlDataSource CreateHandlers(PostgreSqlSettings settings)
    {
        NpgsqlConnectionStringBuilder connection = CreateBounded(settings);
        connection.NoResetOnClose |= settings.UsesConnectionPooler; // the pooler gives each transaction another server connection
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }

    private static NpgsqlConnectionStringBuilder CreateBounded(PostgreSqlSettings settings)
    {
        var connection = new NpgsqlConnectionStringBuilder(settings.Connection!.ConnectionString)
        {
            Enlist = false,
            Multiplexing = false,
            IncludeErrorDetail = false, // it would quote stored values
            CancellationTimeout = CancellationMilliseconds,
            ApplicationName = settings.Connection.ApplicationName ?? "Webhooks.Receiver",
        };
        connection.Timeout = connection.Timeout is 0 or > ConnectSeconds ? ConnectSeconds : connection.Timeout;
        return connection;
    }

    private static void Initialize(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(SessionSettings.ForSession, connection);
        command.ExecuteNonQuery();
    }

    private static async Task InitializeAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(SessionSettings.ForSession, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
