using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>The disk of the tables is full: nothing is acknowledged that is not stored, and no restart is needed when there is room.</summary>
public sealed class FullDiskTests
{
    private const int Megabytes = 3;
    private const int MaxDeliveries = 2000;

    [SmallDiskFact]
    public async Task Post_InBackgroundAndNoRoom_503UntilThereIs()
    {
        using SmallDisk disk = SmallDisk.TryMount(Megabytes, PostgreSqlPrograms.ServerUser)!;
        await using PostgreSqlServer server = await StartAsync(disk);
        using var isHandling = new SemaphoreSlim(0);
        ConcurrentQueue<string> handled = [];
        await using ReceiverApp app = await ReceiverApp.StartAsync(server.ConnectionString, "webhooks", app => app.MapWebhook<CueEvent>(async (e, context) =>
        {
            await isHandling.WaitAsync(context.CancellationToken);
            handled.Enqueue(e.Id);
        }).ProcessInBackground());

        List<string> accepted = await SendUntilRefusedAsync(app, HttpStatusCode.Accepted);
        HttpStatusCode whileFull = await app.SendAsync(LargeId(MaxDeliveries));
        disk.Grow(megabytes: 100);
        await Eventually.Holds(async () => await app.SendAsync("evt_after") == HttpStatusCode.Accepted, "a delivery that is accepted again");
        foreach (string id in accepted)
        {
            (await app.SendAsync(id)).Should().Be(HttpStatusCode.OK, "it is stored");
        }

        whileFull.Should().Be(HttpStatusCode.ServiceUnavailable);
        isHandling.Release(accepted.Count + 1);
        await Eventually.Holds(() => handled.Count > accepted.Count, "the handling of what was accepted");
        handled.Should().BeEquivalentTo([.. accepted, "evt_after"]);
    }

    [SmallDiskFact]
    public async Task Post_NoRoomForAClaim_503AndNothingIsHandled()
    {
        using SmallDisk disk = SmallDisk.TryMount(Megabytes, PostgreSqlPrograms.ServerUser)!;
        await using PostgreSqlServer server = await StartAsync(disk);
        ConcurrentQueue<string> handled = [];
        await using ReceiverApp app = await ReceiverApp.StartAsync(server.ConnectionString, "webhooks", app => app.MapWebhook<CueEvent>(e =>
        {
            handled.Enqueue(e.Id);
            return Task.CompletedTask;
        }));
        (await app.SendAsync("evt_before")).Should().Be(HttpStatusCode.OK);
        await FillAsync(server);

        List<string> accepted = await SendUntilRefusedAsync(app, HttpStatusCode.OK);
        disk.Grow(megabytes: 100);
        await Eventually.Holds(async () => await app.SendAsync("evt_after") == HttpStatusCode.OK, "a delivery that is handled again");

        (await app.SendAsync("evt_before")).Should().Be(HttpStatusCode.OK);
        handled.Should().Equal(["evt_before", .. accepted, "evt_after"]);
    }

    private static async Task<PostgreSqlServer> StartAsync(SmallDisk disk)
    {
        PostgreSqlServer server = await PostgreSqlServer.StartAsync(alwaysPrivate: true);
        await ExecuteAsync(server, $"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        await ExecuteAsync(server, "ALTER DATABASE postgres SET default_tablespace = small");
        return server;
    }

    /// <summary>Takes the room that is left, until the server says that there is none.</summary>
    private static async Task FillAsync(PostgreSqlServer server)
    {
        await ExecuteAsync(server, "CREATE TABLE filler (bytes text)");
        var fill = () => ExecuteAsync(server, "INSERT INTO filler SELECT repeat('x', 1000) FROM generate_series(1, 100000)");
        (await fill.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.DiskFull);
    }

    /// <returns>The ids that were answered with the status code before the first 503.</returns>
    private static async Task<List<string>> SendUntilRefusedAsync(ReceiverApp app, HttpStatusCode success)
    {
        List<string> accepted = [];
        for (int number = 0; number < MaxDeliveries; number++)
        {
            string id = LargeId(number);
            HttpStatusCode answer = await app.SendAsync(id);
            if (answer == HttpStatusCode.ServiceUnavailable)
            {
                return accepted;
            }

            answer.Should().Be(success);
            accepted.Add(id);
        }

        throw new InvalidOperationException("The disk is never full.");
    }

    /// <summary>An id of 8,000 characters, which do not compress well.</summary>
    private static string LargeId(int number) =>
        $"{number}-{string.Concat(Enumerable.Range(0, 250).Select(_ => Guid.NewGuid().ToString("N")))}";

    private static async Task ExecuteAsync(PostgreSqlServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false"); // new settings hold for new sessions
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
