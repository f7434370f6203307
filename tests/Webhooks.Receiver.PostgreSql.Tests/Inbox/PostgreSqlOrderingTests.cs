using System.Collections.Concurrent;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlOrderingTests(PostgreSqlFixture server)
{
    private readonly string _schema = server.NewSchema();

    [PostgreSqlFact]
    public async Task Take_ThousandEventsOfTenKeysInTwoProcessesWithFailures_KeepsTheOrderOfEachKey()
    {
        await using StoreHost one = StoreHost.Create(server.ConnectionString, _schema);
        await using StoreHost two = StoreHost.Create(server.ConnectionString, _schema);
        for (int number = 0; number < 1000; number += 10)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(key => one.AcceptAsync(Deliveries.New($"{number / 10}", $"key {key}"))));
        }

        var handled = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        var running = new ConcurrentDictionary<string, bool>();
        int done = 0;
        int overlaps = 0;
        await Eventually.Ends(Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => WorkAsync(worker % 2 == 0 ? one : two, worker)))));

        overlaps.Should().Be(0);
        handled.Should().HaveCount(10);
        handled.Values.Should().OnlyContain(events => events.SequenceEqual(Enumerable.Range(0, 100).Select(number => $"{number}")));

        async Task WorkAsync(StoreHost host, int seed)
        {
            var random = new Random(seed);
            while (Volatile.Read(ref done) < 1000)
            {
                foreach (InboxItem item in await host.TakeAsync(3))
                {
                    string key = Convert.ToHexString(item.Delivery.OrderingKey.Span);
                    Interlocked.Add(ref overlaps, running.TryAdd(key, true) ? 0 : 1);
                    bool fails = random.Next(5) == 0;
                    if (!fails)
                    {
                        handled.GetOrAdd(key, _ => []).Enqueue(item.Delivery.EventType);
                        Interlocked.Increment(ref done);
                    }

                    running.TryRemove(key, out _);
                    await host.SettleAsync(item, fails
                        ? InboxResult.Retry(TimeSpan.FromMilliseconds(random.Next(10)), new InboxError("type", "message"))
                        : InboxResult.Processed(TimeSpan.FromDays(1)));
                }
            }
        }
    }

    [PostgreSqlFact]
    public async Task Take_OneKeyThatIsStuck_DoesNotHoldUpOthers()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema);
        await Task.WhenAll(Enumerable.Range(0, 1500).Select(_ => host.AcceptAsync(Deliveries.New("stuck", "stuck"))));
        await host.AcceptAsync(Deliveries.New("other", "other"));
        await host.AcceptAsync(Deliveries.New("none"));

        InboxItem[] taken = [.. await host.TakeAsync(), .. await host.TakeAsync()];

        taken.Select(item => item.Delivery.EventType).Should().BeEquivalentTo("stuck", "other", "none");
    }

    [PostgreSqlTheory]
    [InlineData(900)]
    [InlineData(5_000)]
    [InlineData(25_000)]
    public async Task Take_OneKeyHasMostDueItems_TakesTheOldestOfEachKey(int count)
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema);
        await host.AcceptAsync(Deliveries.New("hot", "hot"));
        await server.QueryAsync($"""
            INSERT INTO {_schema}.inbox (id, key_hash, provider, endpoint, event_type, ordering_key, received_at, retention, metadata, body)
            SELECT nextval('{_schema}.inbox_ids'), sha256(n::text::bytea), provider, endpoint, event_type, ordering_key, received_at, retention,
                metadata, body
            FROM {_schema}.inbox, generate_series(1, {count}) AS n
            """);
        await host.AcceptAsync(Deliveries.New("other", "other"));
        await host.AcceptAsync(Deliveries.New("another", "another"));

        (await host.TakeAsync()).Select(item => item.Delivery.EventType).Should().Equal("hot", "other", "another");
        (await host.TakeAsync()).Should().BeEmpty("the oldest of each key is running");
    }

    [PostgreSqlFact]
    public async Task Take_BothKinds_NeitherWaitsForEver()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.AcceptAsync(Deliveries.New("none"))));
        await host.AcceptAsync(Deliveries.New("ordered", "key"));

        InboxItem[] taken = [.. await host.TakeAsync(2), .. await host.TakeAsync(2)];

        taken.Select(item => item.Delivery.EventType).Should().BeEquivalentTo("none", "none", "none", "ordered");
    }

    [PostgreSqlFact]
    public async Task Take_ItemsWithOrderingKeyCannotBeTaken_ReturnsTheOthers()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema);
        await host.AcceptAsync(Deliveries.New("ordered", "key"));
        await host.AcceptAsync(Deliveries.New("none"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false");
        await using NpgsqlConnection other = await source.OpenConnectionAsync();
        await using var locking = new NpgsqlCommand(
            $"SELECT pg_advisory_lock(hashtextextended('webhooks.receiver/{_schema}/ordered', 0))", other);
        await locking.ExecuteNonQueryAsync();

        (await host.TakeAsync()).Select(item => item.Delivery.EventType).Should().Equal("none");
        await host.Awaiting(h => h.TakeAsync()).Should().ThrowAsync<Exception>("nothing was taken");

        await other.CloseAsync();
        await Eventually.Holds(async () => (await host.TakeAsync()).Any(item => item.Delivery.EventType == "ordered"), "the other item");
    }

    [PostgreSqlFact]
    public async Task Take_ItemsWithOrderingKeyOfAnotherEndpoint_DoesNotWaitForItsTakes()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema);
        await host.AcceptAsync(Deliveries.New("ordered", "key"));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false");
        await using NpgsqlConnection other = await source.OpenConnectionAsync();
        await using var locking = new NpgsqlCommand(
            $"SELECT pg_advisory_lock(hashtextextended('webhooks.receiver/{_schema}/ordered', 0))", other);
        await locking.ExecuteNonQueryAsync();

        IReadOnlyList<InboxItem> taken = await host.InboxStore.TakeAsync(
            [new InboxEndpoint(Deliveries.Endpoint.Provider, "another")], 100, TimeSpan.FromMinutes(1), CancellationToken.None);

        taken.Should().BeEmpty("no item of the endpoint is due, so that nothing waits for the lock");
    }

    [PostgreSqlFact]
    public async Task Take_OlderItemIsRequeued_WaitsForTheRunningOne()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema);
        await host.AcceptAsync(Deliveries.New("first", "key"));
        await host.AcceptAsync(Deliveries.New("second", "key"));
        await host.SettleAsync((await host.TakeAsync()).Single(), InboxResult.Dead(new InboxError("type", "message")));
        InboxItem second = (await host.TakeAsync()).Single();
        WebhookInboxEntry dead = (await host.Inbox.ListAsync(new() { State = WebhookInboxState.Dead }, CancellationToken.None)).Single();
        await host.Inbox.RequeueAsync(dead.Id, CancellationToken.None);

        (await host.TakeAsync()).Should().BeEmpty();
        await host.SettleAsync(second, InboxResult.Processed(TimeSpan.FromDays(1)));

        (await host.TakeAsync()).Single().Delivery.EventType.Should().Be("first");
    }
}
