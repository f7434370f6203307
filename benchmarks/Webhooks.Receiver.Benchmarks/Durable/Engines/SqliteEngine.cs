using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>SQLite; a set of tables is a file.</summary>
internal sealed class SqliteEngine : StoresEngine
{
    public override string Name => "SQLite";

    public override int Callers => 1;

    public override void AddTo(IWebhooksBuilder builder, string database) => builder.AddSqlite($"Data Source={GetFile(database)}");

    public override async Task FillKeysAsync(string database, int count, bool areExpired, CancellationToken cancellationToken)
    {
        string now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
        await ExecuteAsync(
            database,
            $"""
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
            INSERT INTO webhook_keys (key_hash, state, token, until)
            SELECT randomblob(32), 1, 0, {now} + {(areExpired ? -1 : 7)} * 24 * 60 * 60 * 1000 FROM numbers
            """,
            cancellationToken);
        await ExecuteAsync(database, "PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
    }

    public override async Task<long> CountKeysAsync(string database, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(database, cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM webhook_keys";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public override async Task<long> CountQueriesAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        long before = SqliteTrace.Queries;
        await work();
        return SqliteTrace.Queries - before;
    }

    /// <summary>Opens a connection with the settings of the stores' connections.</summary>
    public async Task<SqliteConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={GetFile(database)};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private string GetFile(string database) => Path.Combine(Folder, $"{database}.db");

    private async Task ExecuteAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(database, cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
