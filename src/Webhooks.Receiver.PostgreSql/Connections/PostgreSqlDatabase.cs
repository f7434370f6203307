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

    // Planned while a table was small or empty, a prepared statement would go on reading all of it when it has grown.
    private const string SessionSettings = """
        SELECT set_config('enable_seqscan', 'off', false), set_config('statement_timeout', '10s', false),
            CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END
        """;

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

    /// <summary>Whether connections of <see cref="Stores"/> keep settings and prepared statements.</summary>
    public bool HasSessions => !Settings.UsesConnectionPooler;

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
        using var command = new NpgsqlCommand(SessionSettings, connection);
        command.ExecuteNonQuery();
    }

    private static async Task InitializeAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(SessionSettings, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
