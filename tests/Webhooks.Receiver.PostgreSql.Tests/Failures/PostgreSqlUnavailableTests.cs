using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>The database is away: nothing is handled unclaimed, nothing waits for long, and no restart is needed when it is back.</summary>
public sealed class PostgreSqlUnavailableTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15); // three seconds, and a busy machine

    [PrivateServerFact]
    public async Task App_ServerIsDownAtStartAndLater_Answers503UntilItIsBack()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync(alwaysPrivate: true);
        await server.StopAsync();
        int handled = 0;
        await using ReceiverApp app = await ReceiverApp.StartAsync(server.ConnectionString, "webhooks", app => app.MapWebhook<Cue.CueEvent>((_, _) =>
        {
            handled++;
            return Task.CompletedTask;
        }));

        var waited = Stopwatch.StartNew();
        HttpStatusCode down = await app.SendAsync("evt_1");
        waited.Elapsed.Should().BeLessThan(_bound);
        await server.StartAgainAsync();
        HttpStatusCode up = await app.SendAsync("evt_1");
        await server.RestartAsync("immediate");
        await Eventually.Holds(async () => await app.SendAsync("evt_2") == HttpStatusCode.OK, "an answer after the crash of the server");

        (down, up).Should().Be((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK));
        handled.Should().Be(2);
        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(2, "completed events survive the crash");
    }

    [PrivateServerFact]
    public async Task Inbox_ServerCrashesInTheMiddle_LosesNoAcceptedDelivery()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync(alwaysPrivate: true);
        await using StoreHost host = StoreHost.Create(server.ConnectionString, "webhooks");
        await host.StartAsync();
        List<IdempotencyKey> accepted = [];
        bool isStopping = false;
        Task[] senders = [.. Enumerable.Range(0, 16).Select(_ => Task.Run(SendAsync))];

        await Eventually.Holds(() => CountAccepted() > 200, "some deliveries");
        await server.RestartAsync("immediate");
        int before = CountAccepted();
        await Eventually.Holds(() => CountAccepted() > before + 200, "more deliveries after the crash");
        Volatile.Write(ref isStopping, true);
        await Eventually.Ends(Task.WhenAll(senders));

        foreach (IdempotencyKey key in accepted)
        {
            (await host.Idempotency.ClaimAsync(key, TimeSpan.FromMinutes(1), CancellationToken.None)).Status
                .Should().Be(IdempotencyClaimStatus.Completed);
        }

        async Task SendAsync()
        {
            while (!Volatile.Read(ref isStopping))
            {
                InboxDelivery delivery = Deliveries.New();
                Task<InboxAcceptance> accept = host.AcceptAsync(delivery);
                await ((Task)accept).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (accept.IsCompletedSuccessfully && accept.Result.Status == InboxAcceptStatus.Accepted)
                {
                    lock (accepted)
                    {
                        accepted.Add(delivery.Key);
                    }
                }
            }
        }

        int CountAccepted()
        {
            lock (accepted)
            {
                return accepted.Count;
            }
        }
    }

    [PrivateServerFact]
    public async Task Stores_ServerAcceptsAndNeverAnswers_FailInBoundedTimeWithoutPilingUpAndRecover()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync(alwaysPrivate: true);
        using var silent = new SwitchedServer(server.Port);
        await using StoreHost host = StoreHost.Create(silent.ConnectionString, "webhooks");

        var waited = Stopwatch.StartNew();
        Task[] calls =
        [
            .. Enumerable.Range(0, 2000).Select(_ => (Task)host.ClaimNewAsync()),
            .. Enumerable.Range(0, 3000).Select(_ => (Task)host.AcceptAsync(Deliveries.New())),
        ];
        await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));
        waited.Stop();

        calls.Should().OnlyContain(call => call.IsFaulted);
        waited.Elapsed.Should().BeLessThan(3 * _bound);
        silent.Accepted.Should().BeLessThan(100);

        silent.IsSilent = false;
        await Eventually.Holds(() => CanClaimAsync(host), "a claim after the server answers");
        (await host.AcceptAsync(Deliveries.New())).Status.Should().Be(InboxAcceptStatus.Accepted);
    }

    private static async Task<bool> CanClaimAsync(StoreHost host)
    {
        Task<IdempotencyClaim> claim = host.ClaimNewAsync();
        await ((Task)claim).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return claim.IsCompletedSuccessfully && claim.Result.Status == IdempotencyClaimStatus.Claimed;
    }
}
