using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PoolCheckTests(PostgreSqlFixture server)
{
    private const int PoolTooSmall = 3006;

    private readonly string _schema = server.NewSchema();

    [PostgreSqlTheory]
    [InlineData(15, false, true)]
    [InlineData(16, false, false)]
    [InlineData(16, true, true)]
    [InlineData(20, true, false)]
    public async Task Handle_InBackgroundAndTransaction_WarnsOnceIfThePoolIsSmallerThanTheConcurrency(int poolSize, bool isShared, bool isWarned)
    {
        using var logs = new LogCollector();
        string connectionString = $"{server.ConnectionString};Maximum Pool Size={poolSize}";
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        int handled = 0;
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            isShared ? null : connectionString, _schema,
            host => host.MapWebhook<CueEvent>((_, _) =>
            {
                Interlocked.Increment(ref handled);
                return Task.CompletedTask;
            }).ProcessInBackground().HandleInTransaction(),
            services =>
            {
                _ = isShared ? services.AddSingleton(source) : services;
                services.AddLogging(logging => logging.AddProvider(logs).AddFilter("Webhooks.Receiver.PostgreSql", LogLevel.Warning));
            });

        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.Accepted);
        (await app.SendAsync("evt_2")).Should().Be(HttpStatusCode.Accepted);
        await Eventually.Holds(() => Volatile.Read(ref handled) == 2, "both events");

        logs.Of(PoolTooSmall).Select(entry => entry.Message).Should().Equal(isWarned
            ? [$"The inbox handles up to 16 deliveries at the same time (WebhookInboxOptions.MaxConcurrency), but the pool has {poolSize} connections "
                + "for handlers in a transaction (Maximum Pool Size of the connection string). Raise the latter or lower the former: deliveries "
                + "without a connection wait, and are tried again later."]
            : (string[])[]);
    }
}
