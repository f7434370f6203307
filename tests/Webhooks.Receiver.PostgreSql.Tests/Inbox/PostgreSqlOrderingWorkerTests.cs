using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>Ordering keys as the worker takes them.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlOrderingWorkerTests(PostgreSqlFixture server)
{
    private const int HotItems = 2000; // far more than a statement looks at

    private readonly string _schema = server.NewSchema();

    [PostgreSqlFact]
    public async Task Worker_OneKeyHasThousandsOfDueItems_OtherKeysDoNotWait()
    {
        ConcurrentQueue<string> handled = [];
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            server.ConnectionString, _schema,
            host => host.MapWebhook<CueEvent>((e, _) =>
            {
                handled.Enqueue(e.Id);
                return Task.CompletedTask;
            })
            .OrderBy(e => e.Id.StartsWith("hot", StringComparison.Ordinal) ? "hot" : e.Id)
            .ProcessInBackground(),
            services => services.Configure<WebhookInboxOptions>(options => options.PollInterval = TimeSpan.FromMilliseconds(200)));
        await server.QueryAsync($"ALTER TABLE {_schema}.inbox ALTER due_at SET DEFAULT clock_timestamp() + interval '1 hour'");
        await SendAsync(app, HotItems, "hot");
        await SendAsync(app, 10, "other");

        await server.QueryAsync($"UPDATE {_schema}.inbox SET due_at = received_at"); // all due at once, as after a long outage
        await Eventually.Holds(() => handled.Count(id => id.StartsWith("other", StringComparison.Ordinal)) == 10, "the events of the other keys");

        handled.TakeWhile(id => id.StartsWith("hot", StringComparison.Ordinal)).Should().HaveCountLessThan(HotItems / 4);
    }

    private static async Task SendAsync(ReceiverApp app, int count, string name)
    {
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, count).Select(number => app.SendAsync($"{name} {number}")));
        answers.Should().OnlyContain(status => status == HttpStatusCode.Accepted);
    }
}
