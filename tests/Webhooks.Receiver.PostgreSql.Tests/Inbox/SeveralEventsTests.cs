using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>Deliveries with several events on PostgreSQL.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class SeveralEventsTests(PostgreSqlFixture server)
{
    private readonly string _schema = server.NewSchema();

    [PostgreSqlTheory]
    [MemberData(nameof(BundleStoreCases.Names), MemberType = typeof(BundleStoreCases))]
    public async Task Store_CaseOfSeveralEvents_Passes(string name)
    {
        await using StoreHost host = await StartAsync();
        await server.QueryAsync($"CREATE TABLE {_schema}.effects (id text NOT NULL)");

        await BundleStoreCases.RunAsync(name, new BundleStore(host.Services, $"{_schema}.effects", ReadEffectsAsync));
    }

    /// <summary>The server itself refuses the third of five, when it has stored two.</summary>
    [PostgreSqlFact]
    public async Task AcceptAll_ThatTheServerRefusesInTheMiddle_StoresNothing()
    {
        await using StoreHost host = await StartAsync();
        await server.QueryAsync($"ALTER TABLE {_schema}.inbox ADD CHECK (length(body) < 1000)");
        InboxDelivery[] deliveries =
            [.. Enumerable.Range(1, 5).Select(number => BundleStoreCases.CreateDelivery(number, new byte[number == 3 ? 1000 : 10]))];

        Func<Task> accept = async () => await host.InboxStore.AcceptAllAsync(deliveries, CancellationToken.None);

        await accept.Should().ThrowAsync<PostgresException>();
        (await server.QueryAsync($"SELECT count(*) FROM {_schema}.inbox")).Should().Be(0L);
        (await server.QueryAsync($"SELECT count(*) FROM {_schema}.keys")).Should().Be(0L);
    }

    private async Task<StoreHost> StartAsync()
    {
        StoreHost host = StoreHost.Create(services =>
        {
            services.AddWebhookReceiver().AddPostgreSql(options => (options.ConnectionString, options.Schema) = (server.ConnectionString, _schema));
            services.ConfigureAll<WebhookOptions>(options => options.Secrets = [Bundle.Secret]);
            services.Configure<WebhookInboxOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(1));
        });
        await host.StartAsync();
        return host;
    }

    private async Task<string[]> ReadEffectsAsync()
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        return [.. await connection.QueryAsync<string>($"SELECT id FROM {_schema}.effects")];
    }
}
