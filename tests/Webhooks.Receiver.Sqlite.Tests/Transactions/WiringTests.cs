using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Handlers that write with the connection and the transaction that they are given, each in another way.</summary>
public sealed class WiringTests : IDisposable
{
    private readonly DatabaseFile _file = new();
    private int _runs;

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("Dapper", false)]
    [InlineData("Dapper", true)]
    [InlineData("EF Core", false)]
    [InlineData("EF Core", true)]
    public async Task Handler_WiredRightAndFailingOnce_HasItsEffectOnce(string way, bool inBackground)
    {
        await using Receiver receiver = await Receiver.StartAsync(
            _file,
            async (e, context) =>
            {
                var transaction = context.Services.GetRequiredService<IWebhookTransaction>();
                await (way == "Dapper" ? WriteWithDapperAsync(e, transaction) : WriteWithEfCoreAsync(e, transaction));
                FailOnce();
            },
            inBackground: inBackground,
            more: services => services.Configure<WebhookInboxOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(1)));

        (await receiver.ReceiveAsync("evt_1")).Should().Be(inBackground ? WebhookOutcome.Accepted : WebhookOutcome.Failed);
        if (!inBackground)
        {
            Effects().Should().Be(0, "the failure took it back");
            (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Processed);
        }

        await Eventually.Holds(() => (long)_file.Query("SELECT count(*) FROM webhook_keys WHERE state = 1")! == 1, "the completion");
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Duplicate);
        Effects().Should().Be(1);
        _runs.Should().Be(2);
    }

    [Fact]
    public async Task Handler_OnAnotherConnection_IsRefusedInsteadOfCommittedByItself()
    {
        await using Receiver receiver = await Receiver.StartAsync(_file, async (e, context) =>
        {
            await using Microsoft.Data.Sqlite.SqliteConnection other = _file.Open();
            await other.ExecuteAsync("INSERT INTO effects (id) VALUES (@Id)", new { e.Id }, commandTimeout: 1);
        });

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Failed, "there is one writer, and that is the transaction");

        Effects().Should().Be(0);
    }

    [Fact]
    public async Task Post_MinimalApiInTransaction_HasItsEffectOnce()
    {
        _file.Execute("CREATE TABLE effects (id TEXT NOT NULL)");
        await using BackgroundApp app = await BackgroundApp.StartAsync(_file, host => host.MapPost(
            "/webhooks/cue",
            async (Webhook<CueEvent> webhook, IWebhookTransaction transaction) =>
            {
                await WriteWithDapperAsync(webhook.Event, transaction);
                FailOnce();
                return Results.Ok();
            }).HandleInTransaction());

        HttpStatusCode first = await app.PostAsync("evt_1");
        long afterFirst = Effects();
        HttpStatusCode second = await app.PostAsync("evt_1");
        HttpStatusCode third = await app.PostAsync("evt_1");

        (first, afterFirst).Should().Be((HttpStatusCode.InternalServerError, 0));
        (second, third).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
        Effects().Should().Be(1);
        _runs.Should().Be(2);
    }

    private static async Task WriteWithDapperAsync(CueEvent e, IWebhookTransaction transaction) =>
        await transaction.Connection.ExecuteAsync("INSERT INTO effects (id) VALUES (@Id)", new { e.Id }, transaction.Transaction);

    private static async Task WriteWithEfCoreAsync(CueEvent e, IWebhookTransaction transaction)
    {
        await using var shop = new EffectsContext(new DbContextOptionsBuilder<EffectsContext>().UseSqlite(transaction.Connection).Options);
        await shop.Database.UseTransactionAsync(transaction.Transaction);
        shop.Effects.Add(new Effect { Id = e.Id });
        await shop.SaveChangesAsync();
    }

    private void FailOnce()
    {
        if (Interlocked.Increment(ref _runs) == 1)
        {
            throw new InvalidOperationException("The first attempt fails.");
        }
    }

    private long Effects() => (long)_file.Query("SELECT count(*) FROM effects")!;
}
