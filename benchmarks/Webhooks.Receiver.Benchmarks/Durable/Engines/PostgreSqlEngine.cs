using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>A private PostgreSQL with its default settings; a set of tables is a schema.</summary>
internal sealed class PostgreSqlEngine : StoresEngine
{
    private readonly PostgreSqlServer _server;
    private readonly NpgsqlDataSource _source;

    private PostgreSqlEngine(PostgreSqlServer server)
    {
        _server = server;
        _source = NpgsqlDataSource.Create(server.ConnectionString + ";Command Timeout=300");
    }

    public override string Name => "PostgreSQL";

    public override int Callers => 8;

    /// <summary>Starts a server.</summary>
    public static async Task<PostgreSqlEngine> StartAsync()
    {
        var engine = new PostgreSqlEngine(await PostgreSqlServer.StartAsync(
            alwaysPrivate: true, "fsync=on", "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=on"));
        await engine.ExecuteAsync("CREATE EXTENSION pg_stat_statements", CancellationToken.None);
        return engine;
    }

    public override void AddTo(IWebhooksBuilder builder, string database) => builder.AddPostgreSql(options =>
    {
        options.ConnectionString = _server.ConnectionString;
        options.Schema = database;
    });

    public override async Task FillKeysAsync(string database, int count, bool areExpired, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            $"""
            INSERT INTO "{database}".keys (key_hash, state, token, until)
            SELECT sha256(uuid_send(gen_random_uuid())), 1, 0, now() + interval '{(areExpired ? "-1 day" : "7 days")}'
            FROM generate_series(1, {count})
            """,
            cancellationToken);
        await ExecuteAsync($"""VACUUM ANALYZE "{database}".keys""", cancellationToken);
        await ExecuteAsync("CHECKPOINT", cancellationToken); // else it would run while the first side is measured
    }

    public override Task<long> CountKeysAsync(string database, CancellationToken cancellationToken) =>
        CountAsync($"""SELECT count(*) FROM "{database}".keys""", cancellationToken);

    /// <summary>Runs a script of pgbench with 8 connections. Returns its transactions in a second.</summary>
    public async Task<double> RunPgBenchAsync(string script, TimeSpan time, CancellationToken cancellationToken)
    {
        string file = Path.Combine(Folder, "pgbench.sql");
        await File.WriteAllTextAsync(file, script, cancellationToken);
        string seconds = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        string output = await Programs.RunAsync(
            PostgreSqlPrograms.PathOf("pgbench"),
            [
                "--no-vacuum", "--protocol=prepared", "--client=8", "--jobs=2", $"--time={seconds}", $"--file={file}",
                "--host=127.0.0.1", $"--port={_server.Port}", "--username=postgres", "postgres",
            ],
            cancellationToken);
        return PgBenchOutput.GetRate(output);
    }

    public override async Task<long> CountQueriesAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await CountAsync("SELECT 0 FROM pg_stat_statements_reset()", cancellationToken);
        await work();
        return await CountAsync(
            "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements WHERE query !~* '^(BEGIN|COMMIT|ROLLBACK|DISCARD|.*pg_stat_statements)'",
            cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
