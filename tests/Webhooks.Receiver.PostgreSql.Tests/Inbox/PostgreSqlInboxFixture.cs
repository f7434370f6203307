using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>Two processes that share one schema. Time passes by moving what the rows say back. Nothing is purged.</summary>
internal sealed class PostgreSqlInboxFixture(
    PostgreSqlFixture server, string? connectionString = null, Action<PostgreSqlStoreOptions>? configure = null,
    NpgsqlDataSource? source = null) : InboxStoreFixture
{
    private readonly string _schema = server.NewSchema();
    private StoreHost? _first;
    private StoreHost? _second;

    public override int RaceRounds => 20;

    public override ValueTask<InboxStores> CreateStoresAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetStores(_first ??= Create()));

    public override ValueTask<InboxStores?> OpenSecondStoresAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<InboxStores?>(GetStores(_second ??= Create()));

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

    private static InboxStores GetStores(StoreHost host) => new(host.InboxStore, host.Idempotency, host.Inbox);

    private StoreHost Create() => source is not null ? StoreHost.Create(source, _schema)
        : StoreHost.Create(connectionString ?? server.ConnectionString, _schema, configure);
}
