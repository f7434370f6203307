namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>What people and health checks ask of an inbox in which very many items are kept.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlInboxTests(PostgreSqlFixture server)
{
    private const int Many = 20_000;

    private readonly string _schema = server.NewSchema();

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CountAndList_ManyProcessedItems_DoNotReadThem(bool isAnalyzed)
    {
        await InsertProcessedAsync(isAnalyzed);
        long readBefore = await CountReadRowsAsync();

        await using (StoreHost host = StoreHost.Create(server.ConnectionString, _schema))
        {
            await host.AcceptAsync(Deliveries.New());
            (await host.Inbox.CountAsync(CancellationToken.None)).Should().Match<WebhookInboxCounts>(
                counts => counts.Pending == 1 && counts.Running == 0 && counts.Dead == 0 && counts.OldestReceivedAt != null);
            (await ListAsync(host, WebhookInboxState.Pending)).Should().ContainSingle();
            (await ListAsync(host, WebhookInboxState.Running)).Should().BeEmpty();
            (await ListAsync(host, WebhookInboxState.Dead)).Should().BeEmpty();
            (await ListAsync(host, WebhookInboxState.Processed)).Should().HaveCount(new WebhookInboxQuery().Limit).And.BeInAscendingOrder(entry => entry.Id);
            (await host.Inbox.RequeueAsync(1, CancellationToken.None)).Should().BeFalse();
        }

        (await CountRowsReadSinceAsync(readBefore, inserted: Many + 1)).Should().BeLessThan(Many / 2);
    }

    [PostgreSqlFact]
    public async Task CountAndList_ManyPendingItems_ReadIndexes()
    {
        await CreateTablesAsync();
        await InsertPendingAsync();
        await server.QueryAsync($"VACUUM ANALYZE {_schema}.inbox"); // which lets an index alone say that an item is there
        long readBefore = await CountReadRowsAsync();

        await using (StoreHost host = StoreHost.Create(server.ConnectionString, _schema))
        {
            await host.AcceptAsync(Deliveries.New());
            await host.TakeAsync(10);
            (await host.Inbox.CountAsync(CancellationToken.None)).Should().Match<WebhookInboxCounts>(
                counts => counts.Pending == Many - 9 && counts.Running == 10 && counts.OldestReceivedAt == DateTimeOffset.UnixEpoch.AddSeconds(1));
            (await ListAsync(host, WebhookInboxState.Running)).Should().HaveCount(10).And.BeInAscendingOrder(entry => entry.Id);
        }

        (await CountRowsReadSinceAsync(readBefore, inserted: Many + 1)).Should().BeLessThan(Many / 2);
    }

    [PostgreSqlFact]
    public async Task TakeAndSettle_StatisticsKnowOfNoPendingItem_DoNotReadAllThatArePending()
    {
        await InsertProcessedAsync(isAnalyzed: true);
        long readBefore;
        await using (StoreHost host = StoreHost.Create(server.ConnectionString, _schema))
        {
            await host.AcceptAsync(Deliveries.New());
            await InsertPendingAsync();
            readBefore = await CountReadRowsAsync();

            InboxItem item = (await host.TakeAsync(10)).Single(item => item.Delivery.EventType == "type");
            (await host.SettleAsync(item, InboxResult.Retry(TimeSpan.Zero, new InboxError("type", "message")))).Should().BeTrue();
            await host.AcceptAsync(Deliveries.New());
        }

        (await CountRowsReadSinceAsync(readBefore, inserted: (2 * Many) + 2)).Should().BeLessThan(Many / 2);
    }

    private async Task CreateTablesAsync() => await server.QueryAsync(PostgreSqlSchema.GetScript(_schema));

    private async Task InsertProcessedAsync(bool isAnalyzed)
    {
        await CreateTablesAsync();
        await server.QueryAsync($"""
            INSERT INTO {_schema}.inbox (id, key_hash, provider, endpoint, event_type, received_at, retention, metadata, body, state, settled_at)
            SELECT nextval('{_schema}.inbox_ids'), sha256(i::text::bytea), 'cue', '/webhooks/cue', 'ad.click', now(), 1, '', '', 1, now()
            FROM generate_series(1, {Many}) AS i
            """);
        if (isAnalyzed)
        {
            await server.QueryAsync($"ANALYZE {_schema}.inbox");
        }
    }

    private async Task InsertPendingAsync() => await server.QueryAsync($"""
        INSERT INTO {_schema}.inbox (id, key_hash, provider, endpoint, event_type, received_at, retention, metadata, body)
        SELECT nextval('{_schema}.inbox_ids'), sha256(i::text::bytea), '{Deliveries.Endpoint.Provider}', '{Deliveries.Endpoint.Endpoint}',
            'pending', to_timestamp(i), 1, '', ''
        FROM generate_series(1, {Many}) AS i
        """);

    private static async Task<IReadOnlyList<WebhookInboxEntry>> ListAsync(StoreHost host, WebhookInboxState state) =>
        await host.Inbox.ListAsync(new WebhookInboxQuery { State = state }, CancellationToken.None);

    private async Task<long> CountRowsReadSinceAsync(long before, int inserted)
    {
        await Eventually.Holds(
            async () => await CountAsync("n_tup_ins") >= inserted, "the statistics, which the server writes when a connection ends");
        return await CountReadRowsAsync() - before;
    }

    private Task<long> CountReadRowsAsync() => CountAsync("seq_tup_read + idx_tup_fetch");

    private async Task<long> CountAsync(string statistic) => (long)(await server.QueryAsync(
        $"SELECT coalesce({statistic}, 0) FROM pg_stat_user_tables WHERE schemaname = '{_schema}' AND relname = 'inbox'"))!;
}
