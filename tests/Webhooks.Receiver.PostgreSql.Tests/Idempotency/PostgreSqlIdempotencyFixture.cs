using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>Two processes that share one schema. Time passes by moving what the rows say back.</summary>
internal sealed class PostgreSqlIdempotencyFixture(
    PostgreSqlFixture server, string? connectionString = null, Action<PostgreSqlStoreOptions>? configure = null,
    NpgsqlDataSource? source = null) : IdempotencyStoreFixture
{
    private readonly string _schema = server.NewSchema();
    private StoreHost? _first;
    private StoreHost? _second;

    public override int RaceRounds => 20;

    public override ValueTask<IIdempotencyStore> CreateStoreAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult((_first ??= Create()).Idempotency);

    public override ValueTask<IIdempotencyStore?> OpenSecondStoreAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IIdempotencyStore?>((_second ??= Create()).Idempotency);

    public override async ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await _first!.StartAsync(); // a case may advance the time first
        await server.AdvanceAsync(_schema, time);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (StoreHost? host in (StoreHost?[])[_first, _second])
        {
            await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await server.QueryAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
        await base.DisposeAsync();
    }

    private StoreHost Create() => source is not null ? StoreHost.Create(source, _schema)
        : StoreHost.Create(connectionString ?? server.ConnectionString, _schema, configure);
}
