using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>The stores on connections that the app shares, or that have unusual settings.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class ConnectionTests(PostgreSqlFixture server)
{
    private const string RepeatableRead = @";Options=-c default_transaction_isolation=repeatable\ read";

    [PostgreSqlTheory]
    [InlineData("")]
    [InlineData(RepeatableRead)]
    public async Task Stores_OnADataSourceOfTheApp_PassBothSuites(string settings)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString + settings);
        await using (var idempotency = new PostgreSqlIdempotencyFixture(server, source: source))
        {
            await IdempotencyStoreConformance.RunAllAsync(idempotency, CancellationToken.None);
        }

        await using var inbox = new PostgreSqlInboxFixture(server, source: source);
        await InboxStoreConformance.RunAllAsync(inbox, CancellationToken.None);
    }

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stores_AnotherIsolationLevelByDefault_PassBothSuites(bool usesPooler)
    {
        string connectionString = server.ConnectionString + RepeatableRead;
        await using (var idempotency = new PostgreSqlIdempotencyFixture(server, connectionString, Configure))
        {
            await IdempotencyStoreConformance.RunAllAsync(idempotency, CancellationToken.None);
        }

        await using var inbox = new PostgreSqlInboxFixture(server, connectionString, Configure);
        await InboxStoreConformance.RunAllAsync(inbox, CancellationToken.None);

        void Configure(PostgreSqlStoreOptions options) => options.UsesConnectionPooler = usesPooler;
    }

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handler_AnotherIsolationLevelByDefault_RunsAtReadCommitted(bool isShared)
    {
        string connectionString = server.ConnectionString + RepeatableRead;
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        string? level = null;
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            isShared ? null : connectionString, server.NewSchema(),
            host => host.MapWebhook<CueEvent>(async (_, context) =>
            {
                var transaction = context.Services.GetRequiredService<IWebhookTransaction>();
                level = await transaction.Connection.ExecuteScalarAsync<string>("SHOW transaction_isolation", transaction: transaction.Transaction);
            }).HandleInTransaction(),
            services => _ = isShared ? services.AddSingleton(source) : services);

        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.OK);

        level.Should().Be("read committed");
    }

    [PostgreSqlFact]
    public async Task Subscribe_OnADataSourceOfTheApp_IsCalledBack()
    {
        string schema = server.NewSchema();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await using StoreHost sender = StoreHost.Create(source, schema);
        await using StoreHost receiver = StoreHost.Create(source, schema);
        int calls = 0;
        await using IAsyncDisposable? subscription = receiver.InboxStore.Subscribe(() => Interlocked.Increment(ref calls));
        await Eventually.Holds(() => calls == 1, "the first call");

        await sender.AcceptAsync(Deliveries.New());

        await Eventually.Holds(() => calls == 2, "the call for the delivery");
    }
}
