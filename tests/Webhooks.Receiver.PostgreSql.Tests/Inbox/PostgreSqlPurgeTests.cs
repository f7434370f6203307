using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlPurgeTests(PostgreSqlFixture server)
{
    private readonly string _schema = server.NewSchema();

    [PostgreSqlFact]
    public async Task Purge_WhatHasEnded_RemovesItAndNothingElse()
    {
        var clock = new ManualTimeProvider();
        await using StoreHost host = StoreHost.Create(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddWebhookReceiver().AddPostgreSql(options => (options.ConnectionString, options.Schema) = (server.ConnectionString, _schema));
        });
        await host.StartAsync();
        await server.QueryAsync($"""
            INSERT INTO {_schema}.keys (key_hash, state, token, until)
            SELECT sha256(n::text::bytea), 1, n, clock_timestamp() - interval '1 second' FROM generate_series(1, 3000) AS n;
            """);
        IdempotencyKey running = Keys.New();
        await host.Idempotency.ClaimAsync(running, TimeSpan.FromMinutes(1), CancellationToken.None);
        IdempotencyKey dead = await SettleNewAsync(InboxResult.Dead(new InboxError("type", "message")));
        IdempotencyKey processed = await SettleNewAsync(InboxResult.Processed(TimeSpan.FromDays(7)));
        await server.QueryAsync($"UPDATE {_schema}.inbox SET settled_at = settled_at - interval '31 days'");
        IdempotencyKey pending = Keys.New();
        await host.AcceptAsync(Deliveries.New(key: pending));
        IHostedService purge = host.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "PostgreSqlPurge");

        await purge.StartAsync(CancellationToken.None);
        await Eventually.Holds(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return (long)(await server.QueryAsync($"SELECT (SELECT count(*) FROM {_schema}.keys) + (SELECT count(*) FROM {_schema}.inbox)"))! == 5;
            },
            "four keys and one item");
        await purge.StopAsync(CancellationToken.None);

        foreach (IdempotencyKey key in (IdempotencyKey[])[dead, processed, pending])
        {
            (await host.AcceptAsync(Deliveries.New(key: key))).Status.Should().Be(InboxAcceptStatus.Duplicate, "keys outlive their items");
        }

        (await host.Idempotency.ClaimAsync(running, TimeSpan.FromMinutes(1), CancellationToken.None)).Status
            .Should().Be(IdempotencyClaimStatus.InProgress);
        (await server.QueryAsync($"SELECT count(*) FROM {_schema}.keys WHERE state = 1 AND until > now() + interval '6 days'")).Should().Be(2L);

        async Task<IdempotencyKey> SettleNewAsync(InboxResult result)
        {
            await host.AcceptAsync(Deliveries.New());
            InboxItem item = (await host.TakeAsync()).Single();
            await host.SettleAsync(item, result);
            return item.Delivery.Key;
        }
    }

    [PostgreSqlFact]
    public async Task Purge_OfKeys_ReadsARangeOfPages()
    {
        await server.QueryAsync(PostgreSqlSchema.GetScript(_schema));

        // The statement of PurgeSql: by another plan each batch would read the whole table.
        object? plan = await server.QueryAsync($"""
            EXPLAIN SELECT ctid FROM {_schema}.keys
            WHERE ctid >= format('(%s,0)', 5::bigint)::tid AND ctid < format('(%s,0)', 5::bigint + 1024)::tid AND until < now()
            """);

        plan.Should().BeOfType<string>().Which.Should().StartWith("Tid Range Scan");
    }
}
