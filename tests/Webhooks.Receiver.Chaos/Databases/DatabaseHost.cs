using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.Chaos;

/// <summary>Provides the database of a run: a file in the folder of the run, or a private PostgreSQL.</summary>
internal sealed class DatabaseHost : IAsyncDisposable
{
    private readonly PostgreSqlServer? _server;

    private DatabaseHost(ChaosDatabase database, PostgreSqlServer? server)
    {
        Database = database;
        _server = server;
    }

    public ChaosDatabase Database { get; }

    /// <summary>Whether it can be restarted as after a crash.</summary>
    public bool HasServer => _server is not null;

    public static async Task<DatabaseHost> StartAsync(DatabaseEngine engine, string folder)
    {
        if (engine == DatabaseEngine.Sqlite)
        {
            return new DatabaseHost(new ChaosDatabase(engine, $"Data Source={Path.Combine(folder, "chaos.db")}"), server: null);
        }

        PostgreSqlServer server = await PostgreSqlServer.StartAsync(alwaysPrivate: true); // it is restarted
        return new DatabaseHost(new ChaosDatabase(engine, server.ConnectionString), server);
    }

    /// <summary>Stops the server as a crash does, and starts it again.</summary>
    public Task RestartAsync() => _server!.RestartAsync("immediate");

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
