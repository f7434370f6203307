using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlTransactionTests(PostgreSqlFixture server) : IAsyncLifetime
{
    private readonly string _schema = server.NewSchema();
    private int _runs;

    public static TheoryData<string, bool, bool> Ways { get; } = new()
    {
        { "ADO.NET", false, false }, { "Dapper", false, false }, { "EF Core", false, false },
        { "ADO.NET", true, false }, { "Dapper", true, false }, { "EF Core", true, false },
        { "ADO.NET", false, true }, { "ADO.NET", true, true }, { "EF Core", true, true },
    };

    [PostgreSqlTheory]
    [MemberData(nameof(Ways))]
    public async Task Handler_WiredRightAndFailingOnce_HasItsEffectOnce(string way, bool inBackground, bool onSharedSource)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await using ReceiverApp app = await StartAsync(WriteThenFailOnceAsync, inBackground, onSharedSource ? source : null);

        HttpStatusCode first = await app.SendAsync("evt_1");
        HttpStatusCode second = await app.SendAsync("evt_1");
        HttpStatusCode third = await app.SendAsync("evt_1");

        (first, second, third).Should().Be(inBackground
            ? (HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.OK)
            : (HttpStatusCode.InternalServerError, HttpStatusCode.OK, HttpStatusCode.OK));
        await Eventually.Holds(async () => await CountEffectsAsync() == 1, "the effect");
        await Eventually.Holds(async () => await CountCompletedAsync() == 1, "the completion");
        _runs.Should().Be(2);
        (await CountEffectsAsync()).Should().Be(1);

        async Task WriteThenFailOnceAsync(CueEvent webhookEvent, WebhookContext context)
        {
            await (way switch
            {
                "ADO.NET" => Effects.WithAdoNetAsync(webhookEvent, context),
                "Dapper" => Effects.WithDapperAsync(webhookEvent, context),
                _ => Effects.WithEfCoreAsync(webhookEvent, context),
            });
            FailOnce();
        }
    }

    [PostgreSqlFact]
    public async Task Handler_OfAMinimalApiAndFailingOnce_HasItsEffectOnce()
    {
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            server.ConnectionString, _schema,
            app => app.MapPost("/webhooks/cue", async (Webhook<CueEvent> webhook, IWebhookTransaction transaction) =>
            {
                await transaction.Connection.ExecuteAsync(
                    $"INSERT INTO {Effects.Schema}.effects (id) VALUES (@Id)", new { webhook.Event.Id }, transaction.Transaction);
                FailOnce();
                return Results.Ok();
            }).HandleInTransaction());

        HttpStatusCode first = await app.SendAsync("evt_1");
        int effects = await CountEffectsAsync();
        HttpStatusCode second = await app.SendAsync("evt_1");
        HttpStatusCode third = await app.SendAsync("evt_1");

        (first, effects).Should().Be((HttpStatusCode.InternalServerError, 0));
        (second, third).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
        (_runs, await CountEffectsAsync(), await CountCompletedAsync()).Should().Be((2, 1, 1));
    }

    [PostgreSqlFact]
    public async Task Handler_OnAnotherConnection_HasItsEffectTwice()
    {
        await using ReceiverApp app = await StartAsync(async (webhookEvent, _) =>
        {
            await Effects.OnAnotherConnectionAsync(webhookEvent, server.ConnectionString);
            FailOnce();
        });

        await app.SendAsync("evt_1");
        await app.SendAsync("evt_1");

        (await CountEffectsAsync()).Should().Be(2, "that is what wrong wiring costs");
    }

    [PostgreSqlFact]
    public async Task Handler_StoppedForLongerThanItsLease_HasOneEffect()
    {
        await using StoreHost successor = StoreHost.Create(server.ConnectionString, _schema);
        await using ReceiverApp app = await StartAsync(async (webhookEvent, context) =>
        {
            await Effects.WithAdoNetAsync(webhookEvent, context);
            await server.QueryAsync($"UPDATE {_schema}.keys SET until = clock_timestamp() - interval '1 second'");
            IdempotencyClaim claim = await successor.Idempotency.ClaimAsync(context.Delivery.Key, TimeSpan.FromMinutes(1), CancellationToken.None);
            await successor.Idempotency.CompleteAsync(context.Delivery.Key, claim.Token, TimeSpan.FromDays(1), CancellationToken.None);
        });

        HttpStatusCode late = await app.SendAsync("evt_1");

        late.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await CountEffectsAsync()).Should().Be(0, "the successor has handled the event");
        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.OK);
    }

    [PostgreSqlFact]
    public async Task Crash_AfterTheHandlerBeforeTheCompletion_LeavesNoEffectAndIsTriedAgain()
    {
        await using ReceiverApp app = await StartAsync(async (webhookEvent, context) =>
        {
            await Effects.WithAdoNetAsync(webhookEvent, context);
            if (_runs++ == 0)
            {
                await KillBackendAsync(context);
            }
        });

        HttpStatusCode broken = await app.SendAsync("evt_1");
        int effects = await CountEffectsAsync();
        await server.QueryAsync($"UPDATE {_schema}.keys SET until = clock_timestamp()");
        HttpStatusCode retried = await app.SendAsync("evt_1");

        (broken, effects).Should().Be((HttpStatusCode.ServiceUnavailable, 0));
        retried.Should().Be(HttpStatusCode.OK);
        (await CountEffectsAsync()).Should().Be(1);
    }

    [PostgreSqlFact]
    public async Task Handler_ThatCommitsTheTransactionItself_IsNotAcknowledged()
    {
        await using ReceiverApp app = await StartAsync(async (webhookEvent, context) =>
        {
            await Effects.WithAdoNetAsync(webhookEvent, context);
            await context.Services.GetRequiredService<IWebhookTransaction>().Transaction.CommitAsync();
        });

        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.ServiceUnavailable);

        (await CountCompletedAsync()).Should().Be(0);
    }

    [PostgreSqlFact]
    public async Task Handler_ThatSwallowsAnErrorOfItsTransaction_IsNotAcknowledged()
    {
        await using ReceiverApp app = await StartAsync(async (webhookEvent, context) =>
        {
            await Effects.WithAdoNetAsync(webhookEvent, context);
            IWebhookTransaction transaction = context.Services.GetRequiredService<IWebhookTransaction>();
            await ((Task)transaction.Connection.ExecuteAsync("SELECT 1/0", transaction: transaction.Transaction))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.ServiceUnavailable);

        (await CountEffectsAsync(), await CountCompletedAsync()).Should().Be((0, 0));
    }

    public async Task InitializeAsync()
    {
        if (Webhooks.Receiver.Tests.PostgreSql.PostgreSqlServer.MissingReason is null)
        {
            await server.QueryAsync($"""
                CREATE SCHEMA IF NOT EXISTS {Effects.Schema};
                DROP TABLE IF EXISTS {Effects.Schema}.effects;
                CREATE TABLE {Effects.Schema}.effects (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL)
                """);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<ReceiverApp> StartAsync(
        Func<CueEvent, WebhookContext, Task> handler, bool inBackground = false, NpgsqlDataSource? source = null) =>
        ReceiverApp.StartAsync(
            source is null ? server.ConnectionString : null, _schema,
            app =>
            {
                var endpoint = app.MapWebhook(handler).HandleInTransaction();
                _ = inBackground ? endpoint.ProcessInBackground() : endpoint;
            },
            services => _ = source is null ? services : services.AddSingleton(source));

    private void FailOnce()
    {
        if (_runs++ == 0)
        {
            throw new InvalidOperationException("The first attempt fails.");
        }
    }

    private async Task KillBackendAsync(WebhookContext context)
    {
        int backend = ((NpgsqlConnection)context.Services.GetRequiredService<IWebhookTransaction>().Connection).ProcessID;
        await server.QueryAsync($"SELECT pg_terminate_backend({backend}, 10000)");
    }

    private async Task<int> CountEffectsAsync() => (int)(await server.QueryAsync($"SELECT count(*)::integer FROM {Effects.Schema}.effects"))!;

    private async Task<int> CountCompletedAsync() =>
        (int)(await server.QueryAsync($"SELECT count(*)::integer FROM {_schema}.keys WHERE state = 1"))!;
}
