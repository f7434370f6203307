namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>What people and health checks ask of an inbox in which very many processed items are kept.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlInboxTests(PostgreSqlFixture server)
{
    private const int Processed = 20_000;

    private readonly string _schema = server.NewSchema();

    [PostgreSqlFact]
    public async Task CountAndList_ManyProcessedItems_DoNotReadThem()
    {
        await server.QueryAsync(PostgreSqlSchema.GetScript(_schema));
        await server.QueryAsync($"""
            INSERT INTO {_schema}.inbox (id, key_hash, provider, endpoint, event_type, received_at, retention, metadata, body, state, settled_at)
            SELECT nextval('{_schema}.inbox_ids'), sha256(i::text::bytea), 'cue', '/webhooks/cue', 'ad.click', now(), 1, '', '', 1, now()
            FROM generate_series(1, {Processed}) AS i
            """);
        long readBefore = await CountReadRowsAsync();

        await using (StoreHost host = StoreHost.Create(server.ConnectionString, _schema))
        {
            await host.AcceptAsync(Deliveries.New());
            (await host.Inbox.CountAsync(CancellationToken.None)).Should().Match<WebhookInboxCounts>(
                counts => counts.Pending == 1 && counts.Running == 0 && counts.Dead == 0 && counts.OldestReceivedAt != null);
            (await ListAsync(host, WebhookInboxState.Pending)).Should().ContainSingle();
            (await ListAsync(host, WebhookInboxState.Running)).Should().BeEmpty();
        }

        await Eventually.Holds(async () => await CountAsync("n_tup_ins") > Processed, "the statistics, which the server writes when a connection ends");
        (await CountReadRowsAsync() - readBefore).Should().BeLessThan(Processed / 2);
    }

    private static async Task<IReadOnlyList<WebhookInboxEntry>> ListAsync(StoreHost host, WebhookInboxState state) =>
        await host.Inbox.ListAsync(new WebhookInboxQuery { State = state }, CancellationToken.None);

    private Task<long> CountReadRowsAsync() => CountAsync("seq_tup_read + idx_tup_fetch");

    private async Task<long> CountAsync(string statistic) => (long)(await server.QueryAsync(
        $"SELECT coalesce({statistic}, 0) FROM pg_stat_user_tables WHERE schemaname = '{_schema}' AND relname = 'inbox'"))!;
}
