using System.Diagnostics;

namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlNotificationTests(PostgreSqlFixture server)
{
    private readonly string _schema = server.NewSchema();

    [PostgreSqlFact]
    public async Task Subscribe_AnotherProcessStores_IsCalledBackAndNotForEachDelivery()
    {
        await using StoreHost sender = StoreHost.Create(server.ConnectionString, _schema);
        await using StoreHost receiver = StoreHost.Create(server.ConnectionString, _schema);
        int calls = 0;
        int ownCalls = 0;
        await using IAsyncDisposable? own = sender.InboxStore.Subscribe(() => Interlocked.Increment(ref ownCalls));
        await using IAsyncDisposable? subscription = receiver.InboxStore.Subscribe(() => Interlocked.Increment(ref calls));
        await Eventually.Holds(() => calls == 1 && ownCalls == 1, "the first call, for what was stored before");

        var sending = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => sender.AcceptAsync(Deliveries.New())));
        sending.Stop();
        await Eventually.Holds(() => calls > 1, "a call");

        calls.Should().BeLessThan(4 + (int)(sending.ElapsedMilliseconds / 100));
        ownCalls.Should().Be(1);
    }

    [PostgreSqlFact]
    public async Task Subscribe_ConnectionBreaks_IsOpenedAgainAndCalledBack()
    {
        await using StoreHost sender = StoreHost.Create(server.ConnectionString, _schema);
        await using StoreHost receiver = StoreHost.Create(server.ConnectionString, _schema);
        int calls = 0;
        await using IAsyncDisposable? subscription = receiver.InboxStore.Subscribe(() => Interlocked.Increment(ref calls));
        await Eventually.Holds(() => calls == 1, "the first call");

        await server.QueryAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN \"{_schema}.inbox\"'");
        await Eventually.Holds(() => calls == 2, "the call after the interruption");
        await sender.AcceptAsync(Deliveries.New());

        await Eventually.Holds(() => calls == 3, "the call for the delivery");
    }

    [PostgreSqlFact]
    public async Task Requeue_InAProcessWithAWorker_WakesItsWorkerToo()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema);
        await host.AcceptAsync(Deliveries.New());
        await host.SettleAsync((await host.TakeAsync()).Single(), InboxResult.Dead(new InboxError("type", "message")));
        long id = (await host.Inbox.ListAsync(new() { State = WebhookInboxState.Dead }, CancellationToken.None)).Single().Id;
        int calls = 0;
        await using IAsyncDisposable? subscription = host.InboxStore.Subscribe(() => Interlocked.Increment(ref calls));
        await Eventually.Holds(() => calls == 1, "the first call");

        (await host.Inbox.RequeueAsync(id, CancellationToken.None)).Should().BeTrue();
        int afterRequeue = calls;
        (await host.Inbox.RequeueAsync(id, CancellationToken.None)).Should().BeFalse();

        (afterRequeue, calls).Should().Be((2, 2));
    }

    [PostgreSqlFact]
    public async Task Subscribe_LongestNameOfASchema_IsCalledBack()
    {
        string schema = _schema.PadRight(63, 'x');
        await using StoreHost sender = StoreHost.Create(server.ConnectionString, schema);
        await using StoreHost receiver = StoreHost.Create(server.ConnectionString, schema);
        int calls = 0;
        await using IAsyncDisposable? subscription = receiver.InboxStore.Subscribe(() => Interlocked.Increment(ref calls));
        await Eventually.Holds(() => calls == 1, "the first call");

        await sender.AcceptAsync(Deliveries.New());

        await Eventually.Holds(() => calls == 2, "the call for the delivery");
    }

    [PostgreSqlFact]
    public async Task Subscribe_BehindAPooler_IsNotPossible()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema, options => options.UsesConnectionPooler = true);

        host.InboxStore.Subscribe(() => { }).Should().BeNull();
        (await host.AcceptAsync(Deliveries.New())).Status.Should().Be(InboxAcceptStatus.Accepted);
    }
}
