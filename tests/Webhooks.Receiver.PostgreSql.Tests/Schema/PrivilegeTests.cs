using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>All that the stores do, with a role that has the privileges which the package's README lists, and no others.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PrivilegeTests(PostgreSqlFixture server) : IAsyncLifetime
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly string _schema = server.NewSchema();
    private readonly ManualTimeProvider _clock = new();
    private string _connectionString = null!;
    private StoreHost _host = null!;

    [PostgreSqlFact]
    public async Task Keys_DocumentedPrivileges_AreEnough()
    {
        IIdempotencyStore store = _host.Idempotency;
        IdempotencyKey key = Keys.New();
        IdempotencyClaim first = await store.ClaimAsync(key, _minute, CancellationToken.None);
        (await store.ReleaseAsync(key, first.Token, CancellationToken.None)).Should().BeTrue();
        IdempotencyClaim second = await store.ClaimAsync(key, _minute, CancellationToken.None);
        (await store.RenewAsync(key, second.Token, _minute, CancellationToken.None)).Should().BeTrue();
        (await store.CompleteAsync(key, second.Token, _minute, CancellationToken.None)).Should().BeTrue();
    }

    [PostgreSqlFact]
    public async Task Inbox_DocumentedPrivileges_AreEnough()
    {
        InboxItem ordered = await AcceptAndTakeAsync(Deliveries.New("ordered", "key"));
        (await _host.SettleAsync(ordered, InboxResult.Returned)).Should().BeTrue();
        InboxItem processed = (await _host.TakeAsync()).Single();
        (await _host.InboxStore.RenewAsync(processed.Delivery.Key, processed.Token, _minute, CancellationToken.None)).Should().BeTrue();
        (await _host.SettleAsync(processed, InboxResult.Processed(_minute))).Should().BeTrue();
        InboxItem dead = await AcceptAndTakeAsync(Deliveries.New("dead"));
        (await _host.SettleAsync(dead, InboxResult.Dead(new InboxError("type", "message")))).Should().BeTrue();

        (await _host.Inbox.CountAsync(CancellationToken.None)).Dead.Should().Be(1);
        (await _host.Inbox.CountProcessedAsync(CancellationToken.None)).Should().Be(1);
        WebhookInboxEntry entry = (await _host.Inbox.ListAsync(new() { State = WebhookInboxState.Dead }, CancellationToken.None)).Single();
        (await _host.Inbox.FindAsync(entry.Id, CancellationToken.None)).Should().NotBeNull();
        (await _host.Inbox.RequeueAsync(entry.Id, CancellationToken.None)).Should().BeTrue();
        (await _host.Inbox.DeleteAsync(entry.Id, CancellationToken.None)).Should().BeTrue();
    }

    [PostgreSqlFact]
    public async Task Subscribe_DocumentedPrivileges_AreEnough()
    {
        await using StoreHost other = Create();
        int calls = 0;
        await using IAsyncDisposable? subscription = _host.InboxStore.Subscribe(() => Interlocked.Increment(ref calls));
        await Eventually.Holds(() => calls == 1, "the first call");

        await other.AcceptAsync(Deliveries.New());

        await Eventually.Holds(() => calls == 2, "the call for the delivery");
    }

    [PostgreSqlFact]
    public async Task Purge_DocumentedPrivileges_AreEnough()
    {
        await _host.SettleAsync(await AcceptAndTakeAsync(Deliveries.New()), InboxResult.Processed(_minute));
        await _host.ClaimNewAsync();
        await server.AdvanceAsync(_schema, TimeSpan.FromDays(100));
        IHostedService purge = _host.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "PostgreSqlPurge");

        await purge.StartAsync(CancellationToken.None);
        await Eventually.Holds(
            async () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(10));
                return (long)(await server.QueryAsync($"SELECT (SELECT count(*) FROM {_schema}.keys) + (SELECT count(*) FROM {_schema}.inbox)"))! == 0;
            },
            "empty tables");
        await purge.StopAsync(CancellationToken.None);
    }

    [PostgreSqlFact]
    public async Task Transaction_DocumentedPrivileges_AreEnough()
    {
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            _connectionString, _schema, host => host.MapWebhook<CueEvent>((_, _) => Task.CompletedTask).HandleInTransaction());

        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.OK);
    }

    public async Task InitializeAsync()
    {
        if (PostgreSqlServer.MissingReason is not null)
        {
            return;
        }

        await server.QueryAsync(PostgreSqlSchema.GetScript(_schema));
        await server.QueryAsync($"""
            CREATE ROLE {_schema} LOGIN PASSWORD 'secret-EXAMPLE-ONLY';
            GRANT USAGE ON SCHEMA {_schema} TO {_schema};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {_schema} TO {_schema};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA {_schema} TO {_schema};
            """);
        _connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Username = _schema,
            Password = "secret-EXAMPLE-ONLY",
        }.ConnectionString;
        _host = Create();
        await _host.StartAsync();
    }

    public async Task DisposeAsync() => await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);

    private StoreHost Create() => StoreHost.Create(services =>
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.AddWebhookReceiver().AddPostgreSql(options => (options.ConnectionString, options.Schema) = (_connectionString, _schema));
    });

    private async Task<InboxItem> AcceptAndTakeAsync(InboxDelivery delivery)
    {
        await _host.AcceptAsync(delivery);
        return (await _host.TakeAsync()).Single();
    }
}
