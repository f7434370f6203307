namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>Two processes that share one schema. Time passes by moving what the rows say back.</summary>
internal sealed class PostgreSqlIdempotencyFixture(PostgreSqlFixture server, Action<PostgreSqlStoreOptions>? configure = null)
    : IdempotencyStoreFixture
{
    private readonly string _schema = server.NewSchema();
    private StoreHost? _first;
    private StoreHost? _second;

    public override int RaceRounds => 20;

    public override ValueTask<IIdempotencyStore> CreateStoreAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult((_first ??= StoreHost.Create(server.ConnectionString, _schema, configure)).Idempotency);

    public override ValueTask<IIdempotencyStore?> OpenSecondStoreAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IIdempotencyStore?>((_second ??= StoreHost.Create(server.ConnectionString, _schema, configure)).Idempotency);

    public override async ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await _first!.StartAsync(); // a case may advance the time first
        await server.QueryAsync(
            $"UPDATE {_schema}.keys SET until = until - {(long)time.TotalMicroseconds} * interval '1 microsecond'");
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
}
