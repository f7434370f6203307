using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>Behind PgBouncer in transaction mode, each transaction has another connection of the server.</summary>
public sealed class PgBouncerTests
{
    [PgBouncerFact]
    public async Task Stores_BehindPgBouncer_PassBothSuitesAndStartAtOnce()
    {
        var fixture = new PostgreSqlFixture();
        await fixture.StartPrivateAsync();
        try
        {
            await using PgBouncerServer bouncer = await PgBouncerServer.StartAsync(fixture.Server);

            await StartManyAsync(bouncer.ConnectionString, fixture.NewSchema());
            await using (var idempotency = new PostgreSqlIdempotencyFixture(fixture, bouncer.ConnectionString, UsePooler))
            {
                await IdempotencyStoreConformance.RunAllAsync(idempotency, CancellationToken.None);
            }

            await using var inbox = new PostgreSqlInboxFixture(fixture, bouncer.ConnectionString, UsePooler);
            await InboxStoreConformance.RunAllAsync(inbox, CancellationToken.None);
        }
        finally
        {
            await fixture.DisposeAsync();
        }
    }

    private static async Task StartManyAsync(string connectionString, string schema)
    {
        StoreHost[] hosts = [.. Enumerable.Range(0, 8).Select(_ => StoreHost.Create(connectionString, schema, UsePooler))];
        await Task.WhenAll(hosts.Select(host => Task.Run(host.StartAsync)));
        foreach (StoreHost host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    private static void UsePooler(PostgreSqlStoreOptions options) => options.UsesConnectionPooler = true;
}
