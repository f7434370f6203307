using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>
/// What one connection does in a bare loop: prepared statements on the stores' tables, straight to the native library, without any of the
/// package's code.
/// </summary>
internal sealed class BareSqlite : IAsyncDisposable
{
    private const string Now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
    private const string Endpoint = "'cue', '/webhooks/cue'";

    private readonly SqliteConnection _connection;
    private readonly List<sqlite3_stmt> _statements = [];

    private BareSqlite(SqliteConnection connection) => _connection = connection;

    private sqlite3 Database => _connection.Handle!;

    public static async Task<BareSqlite> OpenAsync(SqliteEngine engine, string database, CancellationToken cancellationToken) =>
        new(await engine.OpenAsync(database, cancellationToken));

    /// <summary>Two statements for each key, each of them a commit. Returns how many keys in a second.</summary>
    public Task<double> ClaimAndCompleteAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        sqlite3_stmt claim = Prepare(
            $"INSERT INTO webhook_keys (key_hash, state, token, until) VALUES (?1, 0, 1, {Now} + 30000)");
        sqlite3_stmt complete = Prepare(
            $"UPDATE webhook_keys SET state = 1, token = 0, until = {Now} + 604800000 WHERE key_hash = ?1 AND token = 1 AND state = 0");
        return RepeatAsync(
            time,
            key =>
            {
                Run(claim, key);
                Run(complete, key);
            },
            cancellationToken);
    }

    /// <summary>One delivery, one commit. Returns how many in a second.</summary>
    public Task<double> AcceptAsync(byte[] body, byte[] metadata, TimeSpan time, CancellationToken cancellationToken)
    {
        sqlite3_stmt begin = Prepare("BEGIN IMMEDIATE");
        sqlite3_stmt commit = Prepare("COMMIT");
        sqlite3_stmt item = Prepare(
            $"""
            INSERT INTO webhook_inbox (key_hash, provider, endpoint, event_type, received_at, retention, state, attempts, token, due_at)
            VALUES (?1, {Endpoint}, 'ad.click', {Now}, 604800000, 0, 0, 0, {Now})
            """);
        sqlite3_stmt storedKey = Prepare("INSERT INTO webhook_keys (key_hash, state, token, item_id) VALUES (?1, 2, 0, last_insert_rowid())");
        sqlite3_stmt content = Prepare("INSERT INTO webhook_content (id, metadata, body) VALUES (last_insert_rowid(), ?1, ?2)");
        raw.sqlite3_bind_blob(content, 2, body);
        return RepeatAsync(
            time,
            key =>
            {
                Run(begin);
                Run(item, key);
                Run(storedKey, key);
                Run(content, metadata);
                Run(commit);
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _statements.ForEach(static statement => statement.Dispose());
        await _connection.DisposeAsync();
    }

    private static Task<double> RepeatAsync(TimeSpan time, Action<byte[]> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var clock = Stopwatch.StartNew();
            int count = 0;
            for (; clock.Elapsed < time; count++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                work(KeyFactory.Next().ToArray());
            }

            return count / clock.Elapsed.TotalSeconds;
        },
        cancellationToken);

    private sqlite3_stmt Prepare(string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(Database, sql, out sqlite3_stmt statement), Database);
        _statements.Add(statement);
        return statement;
    }

    private static void Run(sqlite3_stmt statement, byte[]? parameter = null)
    {
        if (parameter is not null)
        {
            raw.sqlite3_bind_blob(statement, 1, parameter);
        }

        Expect.That(raw.sqlite3_step(statement) == raw.SQLITE_DONE);
        raw.sqlite3_reset(statement);
    }
}
