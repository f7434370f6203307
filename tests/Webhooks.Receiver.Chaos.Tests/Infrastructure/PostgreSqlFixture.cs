using Npgsql;
using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>One private server, with a database of its own for each test.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private int _databases;
    private PostgreSqlServer? _server;

    public async Task InitializeAsync() =>
        _server = PostgreSqlServer.PrivateMissingReason is null ? await PostgreSqlServer.StartAsync(alwaysPrivate: true) : null;

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    internal async Task<ChaosDatabase> CreateDatabaseAsync()
    {
        var connection = new NpgsqlConnectionStringBuilder(_server!.ConnectionString);
        string name = $"crash_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(connection);
        await using NpgsqlCommand create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        connection.Database = name;
        return new ChaosDatabase(DatabaseEngine.PostgreSql, connection.ConnectionString);
    }
}
