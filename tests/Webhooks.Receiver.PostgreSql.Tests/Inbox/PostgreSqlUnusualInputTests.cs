using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>What PostgreSQL's text refuses, and what its indexes have no room for, is stored or refused for good: never a loop of 503.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlUnusualInputTests(PostgreSqlFixture server)
{
    private const int MaxBody = 2 * 1024 * 1024;

    private readonly string _hugeId = new('i', 640_000);

    [PostgreSqlFact]
    public async Task Post_InBackground_StoredAndHandledOrRefused()
    {
        ConcurrentQueue<CueEvent> handled = [];
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            server.ConnectionString, server.NewSchema(), app => app.MapWebhook(Note(handled)).OrderBy(e => e.Id).ProcessInBackground());
        byte[] largest = CreateLargest();

        (await app.SendAsync(_hugeId)).Should().Be(HttpStatusCode.Accepted);
        (await app.SendAsync(_hugeId)).Should().Be(HttpStatusCode.OK);
        (await app.SendAsync(WithNulInId())).Should().Be(HttpStatusCode.BadRequest, "an identity with a NUL is malformed, and stays so");
        (await app.SendAsync(WithNulElsewhere())).Should().Be(HttpStatusCode.Accepted);
        (await app.SendAsync(largest)).Should().Be(HttpStatusCode.Accepted);
        (await app.SendAsync([.. largest, (byte)' '])).Should().Be(HttpStatusCode.RequestEntityTooLarge);

        await Eventually.Holds(async () => await app.Inbox.CountProcessedAsync(CancellationToken.None) == 3, "the handling of all");
        (await app.Inbox.CountAsync(CancellationToken.None)).Should().Match<WebhookInboxCounts>(counts => counts.Pending == 0 && counts.Running == 0);
        handled.Select(e => e.Id).Should().BeEquivalentTo(_hugeId, "evt_nul", "evt_large");
        WebhookInboxEntry entry = (await app.Inbox.ListAsync(new WebhookInboxQuery { EventType = "ad.new" }, CancellationToken.None)).Single();
        (await app.Inbox.FindAsync(entry.Id, CancellationToken.None))!.Body!.Value.ToArray().Should().Equal(largest);
    }

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_Inline_HandledOnceOrRefused(bool inTransaction)
    {
        ConcurrentQueue<CueEvent> handled = [];
        await using ReceiverApp app = await ReceiverApp.StartAsync(server.ConnectionString, server.NewSchema(), app =>
        {
            WebhookEndpointBuilder<CueEvent> endpoint = app.MapWebhook(Note(handled));
            _ = inTransaction ? endpoint.HandleInTransaction() : endpoint;
        });

        (await app.SendAsync(_hugeId)).Should().Be(HttpStatusCode.OK);
        (await app.SendAsync(_hugeId)).Should().Be(HttpStatusCode.OK);
        (await app.SendAsync(WithNulInId())).Should().Be(HttpStatusCode.BadRequest);
        (await app.SendAsync(WithNulElsewhere())).Should().Be(HttpStatusCode.OK);
        (await app.SendAsync(CreateLargest())).Should().Be(HttpStatusCode.OK);

        handled.Select(e => e.Id).Should().Equal(_hugeId, "evt_nul", "evt_large");
    }

    [PostgreSqlFact]
    public async Task Handler_ErrorWithNulAndHugeMessage_IsDeadWithIt()
    {
        await using ReceiverApp app = await ReceiverApp.StartAsync(server.ConnectionString, server.NewSchema(), app => app.MapWebhook<CueEvent>(
            _ => throw new WebhookPermanentFailureException("No\0such account." + new string('m', 1_000_000))).ProcessInBackground());

        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.Accepted);

        await Eventually.Holds(async () => (await app.Inbox.CountAsync(CancellationToken.None)).Dead == 1, "the dead letter");
        (await app.Inbox.ListAsync(new WebhookInboxQuery(), CancellationToken.None)).Single().ErrorMessage.Should().StartWith("No").And.Contain("such account.");
    }

    private static Func<CueEvent, Task> Note(ConcurrentQueue<CueEvent> handled) => e =>
    {
        handled.Enqueue(e);
        return Task.CompletedTask;
    };

    private static byte[] WithNulInId() => """{"id":"evt\u0000","type":"ad.new","data":{}}"""u8.ToArray();

    private static byte[] WithNulElsewhere() => """{"id":"evt_nul","type":"a\u0000b","data":{"\u0000":"\u0000"}}"""u8.ToArray();

    private static byte[] CreateLargest()
    {
        const string Start = """{"id":"evt_large","type":"ad.new","data":{"text":" """;
        const string End = "\"}}";
        return Encoding.UTF8.GetBytes(Start + new string('x', MaxBody - Start.Length - End.Length) + End);
    }
}
