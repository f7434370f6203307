using Npgsql;
using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>One server for all tests, with a schema of its own for each that asks.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private int _schemas;
    private PostgreSqlServer? _server;

    internal PostgreSqlServer Server => _server ?? throw new InvalidOperationException("There is no server: use PostgreSqlFact.");

    internal string ConnectionString => Server.ConnectionString;

    public async Task InitializeAsync()
    {
        if (PostgreSqlServer.MissingReason is null)
        {
            _server = await PostgreSqlServer.StartAsync();
        }
    }

    internal async Task StartPrivateAsync() => _server = await PostgreSqlServer.StartAsync(alwaysPrivate: true);

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>Returns the name of a schema that no other test uses, also on a server that is used for several runs.</summary>
    internal string NewSchema() => $"test_{Environment.ProcessId}_{Environment.TickCount64:x}_{Interlocked.Increment(ref _schemas)}";

    /// <summary>Lets time pass in a schema: moves back what its rows say.</summary>
    internal async Task AdvanceAsync(string schema, TimeSpan time)
    {
        string moved = $"- {(long)time.TotalMicroseconds} * interval '1 microsecond'";
        await QueryAsync($"""
            UPDATE {schema}.keys SET until = until {moved};
            UPDATE {schema}.inbox SET due_at = due_at {moved}, settled_at = settled_at {moved}
            """);
    }

    internal async Task<object?> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
