using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlInboxStoreTests(PostgreSqlFixture server) : IAsyncLifetime
{
    private readonly string _schema = server.NewSchema();
    private StoreHost _host = null!;

    [PostgreSqlFact]
    public async Task Accept_ManyAtOnce_CommitsThemInGroups()
    {
        await _host.AcceptAsync(Deliveries.New());

        InboxAcceptance[] answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => _host.AcceptAsync(Deliveries.New())));

        answers.Should().OnlyContain(answer => answer.Status == InboxAcceptStatus.Accepted);
        ((long)(await server.QueryAsync($"SELECT count(DISTINCT xmin::text) FROM {_schema}.inbox"))!).Should().BeLessThan(100);
    }

    [PostgreSqlFact]
    public async Task Accept_OneBadRowAmongMany_FailsItselfOnly()
    {
        Task<InboxAcceptance>[] accepts =
            [.. Enumerable.Range(0, 200).Select(number => _host.AcceptAsync(Deliveries.New(number == 100 ? "PostgreSQL refuses \0" : "type")))];
        await Task.WhenAll(accepts.Select(accept => accept.ContinueWith(_ => { }, TaskScheduler.Default)));

        accepts.Should().ContainSingle(accept => accept.IsFaulted).Which.Should().BeSameAs(accepts[100]);
        (await _host.Inbox.CountAsync(CancellationToken.None)).Pending.Should().Be(199);
    }

    [PostgreSqlFact]
    public async Task Accept_OneEventManyTimesInTwoProcesses_StoresItOnce()
    {
        await using StoreHost other = StoreHost.Create(server.ConnectionString, _schema);
        IdempotencyKey[] keys = [.. Enumerable.Range(0, 50).Select(_ => Keys.New())];

        InboxAcceptance[] answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(number =>
            (number % 2 == 0 ? _host : other).AcceptAsync(Deliveries.New(key: keys[number / 2 % 50]))));

        answers.Count(answer => answer.Status == InboxAcceptStatus.Accepted).Should().Be(50);
        answers.Should().NotContain(answer => answer.Status == InboxAcceptStatus.Unavailable);
        (await _host.Inbox.CountAsync(CancellationToken.None)).Pending.Should().Be(50);
    }

    [PostgreSqlFact]
    public async Task Accept_KeyClaimedInline_IsInProgressUntilTheLeaseEnds()
    {
        IdempotencyKey key = Keys.New();
        await _host.Idempotency.ClaimAsync(key, TimeSpan.FromMinutes(1), CancellationToken.None);

        (await _host.AcceptAsync(Deliveries.New(key: key))).Should().Match<InboxAcceptance>(answer =>
            answer.Status == InboxAcceptStatus.InProgress && answer.RetryAfter > TimeSpan.FromSeconds(50));

        await server.QueryAsync($"UPDATE {_schema}.keys SET until = clock_timestamp()");
        (await _host.AcceptAsync(Deliveries.New(key: key))).Status.Should().Be(InboxAcceptStatus.Accepted);
        (await _host.Idempotency.ClaimAsync(key, TimeSpan.FromMinutes(1), CancellationToken.None)).Status
            .Should().Be(IdempotencyClaimStatus.Completed);
    }

    [PostgreSqlFact]
    public async Task Accept_LargeBody_IsReturnedAsItIs()
    {
        byte[] body = new byte[2 * 1024 * 1024];
        Random.Shared.NextBytes(body);
        await _host.AcceptAsync(Deliveries.New(body: body));

        InboxItem item = (await _host.TakeAsync()).Should().ContainSingle().Subject;

        item.Delivery.Body.ToArray().Should().Equal(body);
    }

    [PostgreSqlFact]
    public async Task Accept_LargeBodiesWhileTheTableIsLocked_RefusesMoreThanMayWait()
    {
        byte[] body = new byte[2 * 1024 * 1024];
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false");
        await using NpgsqlConnection other = await source.OpenConnectionAsync();
        await using NpgsqlTransaction locking = await other.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"LOCK TABLE {_schema}.keys IN ACCESS EXCLUSIVE MODE", other, locking);
        await command.ExecuteNonQueryAsync();

        Task<InboxAcceptance>[] accepts = [.. Enumerable.Range(0, 100).Select(_ => _host.AcceptAsync(Deliveries.New(body: body)))];

        // 64 MiB may wait, and up to two deliveries are in the group that is being written.
        accepts.Count(accept => accept.Exception?.InnerException?.GetType().Name == "PostgreSqlBusyException").Should().BeInRange(65, 70);
        await locking.RollbackAsync();
        await Eventually.Ends(Task.WhenAll(accepts.Select(accept => accept.ContinueWith(_ => { }, TaskScheduler.Default))));
        (await _host.AcceptAsync(Deliveries.New(body: body))).Status.Should().Be(InboxAcceptStatus.Accepted);
    }

    [PostgreSqlFact]
    public async Task Accept_AfterTheRetention_ReplacesTheProcessedItem()
    {
        IdempotencyKey key = Keys.New();
        await _host.AcceptAsync(Deliveries.New(key: key));
        await _host.SettleAsync((await _host.TakeAsync()).Single(), InboxResult.Processed(TimeSpan.FromDays(1)));
        (await _host.AcceptAsync(Deliveries.New(key: key))).Status.Should().Be(InboxAcceptStatus.Duplicate);
        await server.QueryAsync($"UPDATE {_schema}.keys SET until = clock_timestamp()");

        (await _host.AcceptAsync(Deliveries.New(key: key))).Status.Should().Be(InboxAcceptStatus.Accepted);

        (await _host.Inbox.CountAsync(CancellationToken.None)).Pending.Should().Be(1);
        (await _host.Inbox.CountProcessedAsync(CancellationToken.None)).Should().Be(0);
    }

    [PostgreSqlFact]
    public async Task Take_TwoProcessesAtOnce_TakeEachItemOnce()
    {
        await using StoreHost other = StoreHost.Create(server.ConnectionString, _schema);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => _host.AcceptAsync(Deliveries.New())));

        IReadOnlyList<InboxItem>[] taken = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => Task.Run(() => (number % 2 == 0 ? _host : other).TakeAsync(50))));

        taken.SelectMany(items => items).Select(item => item.Token).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(400);
        taken.SelectMany(items => items).Select(item => item.Delivery.Key.ToString()).Should().OnlyHaveUniqueItems();
    }

    [PostgreSqlFact]
    public async Task Take_CommitDoesNotEndInTime_Throws()
    {
        byte[] body = new byte[100 * 1024]; // more than the server keeps back until the commit
        await _host.AcceptAsync(Deliveries.New(body: body));
        await server.QueryAsync($"""
            CREATE FUNCTION {_schema}.wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER wait AFTER UPDATE ON {_schema}.inbox DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION {_schema}.wait()
            """);

        await _host.Awaiting(host => host.TakeAsync()).Should().ThrowAsync<TimeoutException>("it was rolled back");

        await server.QueryAsync($"DROP TRIGGER wait ON {_schema}.inbox");
        (await _host.TakeAsync()).Should().ContainSingle().Which.Attempt.Should().Be(1);
    }

    [PostgreSqlFact]
    public async Task Settle_TokenThatIsNotTheLatest_ChangesNothing()
    {
        await _host.AcceptAsync(Deliveries.New());
        InboxItem late = (await _host.TakeAsync()).Single();
        await server.QueryAsync($"UPDATE {_schema}.inbox SET due_at = clock_timestamp()");
        InboxItem latest = (await _host.TakeAsync()).Single();

        (await _host.SettleAsync(late, InboxResult.Processed(TimeSpan.FromDays(1)))).Should().BeFalse();
        (await _host.SettleAsync(latest, InboxResult.Dead(new InboxError("type", "message")))).Should().BeTrue();

        latest.Attempt.Should().Be(2);
        WebhookInboxEntry entry = (await _host.Inbox.ListAsync(new() { State = WebhookInboxState.Dead }, CancellationToken.None)).Single();
        (entry.ErrorType, entry.ErrorMessage).Should().Be(("type", "message"));
    }

    public async Task InitializeAsync()
    {
        if (Webhooks.Receiver.Tests.PostgreSql.PostgreSqlServer.MissingReason is null)
        {
            _host = StoreHost.Create(server.ConnectionString, _schema);
            await _host.StartAsync();
        }
    }

    public async Task DisposeAsync() => await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
}
