using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>A process ends at each point where it can: another one goes on after the lease, and nothing is lost or done twice.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlCrashPointTests(PostgreSqlFixture server)
{
    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(1);

    private readonly string _schema = server.NewSchema();

    [PostgreSqlFact]
    public async Task Crash_AfterTheClaim_LeavesTheEventToTheNextDeliveryAfterTheLease()
    {
        IdempotencyKey key = Keys.New();
        await using (StoreHost crashed = StoreHost.Create(server.ConnectionString, _schema))
        {
            await crashed.Idempotency.ClaimAsync(key, _lease, CancellationToken.None);
        }

        await using StoreHost next = StoreHost.Create(server.ConnectionString, _schema);
        (await next.Idempotency.ClaimAsync(key, _lease, CancellationToken.None)).Status.Should().Be(IdempotencyClaimStatus.InProgress);
        await server.AdvanceAsync(_schema, _lease);

        (await next.Idempotency.ClaimAsync(key, _lease, CancellationToken.None)).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [PostgreSqlFact]
    public async Task Crash_InTheHandler_UndoesItsWritesInTheTransaction()
    {
        int runs = 0;
        await server.QueryAsync($"CREATE SCHEMA {_schema}; CREATE TABLE {_schema}.effects (id text)");
        await using ReceiverApp app = await StartAsync(async (webhookEvent, context) =>
        {
            IWebhookTransaction transaction = context.Services.GetRequiredService<IWebhookTransaction>();
            await transaction.Connection.ExecuteAsync($"INSERT INTO {_schema}.effects VALUES ('first half')", transaction: transaction.Transaction);
            if (runs++ == 0)
            {
                await server.QueryAsync($"SELECT pg_terminate_backend({((NpgsqlConnection)transaction.Connection).ProcessID}, 10000)");
            }

            await transaction.Connection.ExecuteAsync($"INSERT INTO {_schema}.effects VALUES ('second half')", transaction: transaction.Transaction);
        });

        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.InternalServerError);
        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.OK);

        (await server.QueryAsync($"SELECT string_agg(id, ', ') FROM {_schema}.effects")).Should().Be("first half, second half");
    }

    [PostgreSqlFact]
    public async Task Crash_AfterTheCompletionBeforeTheAnswer_MakesTheRetryADuplicate()
    {
        IdempotencyKey key = Keys.New();
        await using (StoreHost crashed = StoreHost.Create(server.ConnectionString, _schema))
        {
            IdempotencyClaim claim = await crashed.Idempotency.ClaimAsync(key, _lease, CancellationToken.None);
            await crashed.Idempotency.CompleteAsync(key, claim.Token, TimeSpan.FromDays(7), CancellationToken.None);
        }

        await using StoreHost next = StoreHost.Create(server.ConnectionString, _schema);
        await server.AdvanceAsync(_schema, _lease);

        (await next.Idempotency.ClaimAsync(key, _lease, CancellationToken.None)).Status.Should().Be(IdempotencyClaimStatus.Completed);
    }

    [PostgreSqlFact]
    public async Task Crash_AfterTheInboxInsertBeforeTheAnswer_KeepsTheItemAndMakesTheRetryADuplicate()
    {
        IdempotencyKey key = Keys.New();
        await using (StoreHost crashed = StoreHost.Create(server.ConnectionString, _schema))
        {
            await crashed.AcceptAsync(Deliveries.New(key: key));
        }

        await using StoreHost next = StoreHost.Create(server.ConnectionString, _schema);

        (await next.AcceptAsync(Deliveries.New(key: key))).Status.Should().Be(InboxAcceptStatus.Duplicate);
        (await next.TakeAsync()).Should().ContainSingle().Which.Delivery.Key.Should().Be(key);
    }

    [PostgreSqlFact]
    public async Task Crash_InsideAGroupCommit_StoresNothingOfTheGroup()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema);
        await host.StartAsync();
        IdempotencyKey[] keys = [.. Enumerable.Range(0, 20).Select(_ => Keys.New())];
        await using var holder = new NpgsqlConnection(server.ConnectionString);
        await holder.OpenAsync();
        await using NpgsqlTransaction holding = await holder.BeginTransactionAsync();
        foreach (IdempotencyKey key in keys) // every group waits for one of them
        {
            await holder.ExecuteAsync(
                $"INSERT INTO {_schema}.keys (key_hash, state, token) VALUES (@Key, 0, 1)", new { Key = key.ToArray() }, holding);
        }

        Task<InboxAcceptance>[] accepts = [.. keys.Select(key => host.AcceptAsync(Deliveries.New(key: key)))];
        while (!accepts.All(accept => accept.IsCompleted))
        {
            await server.QueryAsync($"""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND query LIKE '%{_schema}%' AND pid <> pg_backend_pid()
                """);
        }

        accepts.Should().OnlyContain(accept => accept.IsFaulted);
        await holding.RollbackAsync();
        (await host.Inbox.CountAsync(CancellationToken.None)).Pending.Should().Be(0);
        InboxAcceptance[] retried = await Task.WhenAll(keys.Select(key => host.AcceptAsync(Deliveries.New(key: key))));
        retried.Should().OnlyContain(answer => answer.Status == InboxAcceptStatus.Accepted);
    }

    [PostgreSqlFact]
    public async Task Crash_WhileTheWorkerHoldsABatch_LeavesItToAnotherAfterTheLease()
    {
        await using (StoreHost crashed = StoreHost.Create(server.ConnectionString, _schema))
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => crashed.AcceptAsync(Deliveries.New())));
            (await crashed.TakeAsync()).Should().HaveCount(10);
        }

        await using StoreHost next = StoreHost.Create(server.ConnectionString, _schema);
        (await next.TakeAsync()).Should().BeEmpty();
        await server.AdvanceAsync(_schema, _lease);

        (await next.TakeAsync()).Should().HaveCount(10).And.OnlyContain(item => item.Attempt == 2);
    }

    private Task<ReceiverApp> StartAsync(Func<Cue.CueEvent, WebhookContext, Task> handler) => ReceiverApp.StartAsync(
        server.ConnectionString, _schema, app => app.MapWebhook(handler).HandleInTransaction());
}
