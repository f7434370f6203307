using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class ConcurrentDeliveriesTests
{
    private const int Senders = 200;
    private const int Rounds = 4;

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task Endpoint_OneEventManyTimesAtOnce_HandlesItOnce(string path)
    {
        ConcurrentDictionary<string, int> handled = new();
        Signal release = new();
        async Task Handle(CueEvent e, CancellationToken token)
        {
            handled.AddOrUpdate(e.Id, 1, (_, count) => count + 1);
            await release.WaitAsync(token);
        }

        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.MapWebhook<CueEvent>((e, context) => Handle(e, context.CancellationToken));
            app.MapPost("/free-form", async (Webhook<CueEvent> webhook, CancellationToken token) =>
            {
                await Handle(webhook.Event, token);
                return Results.Ok();
            });
        });
        for (int round = 0; round < Rounds; round++)
        {
            release = new Signal();
            CueRequest request = CueRequest.Click($"evt_{round}");
            ConcurrentQueue<HttpStatusCode> meanwhile = new();

            Task[] senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(async () => meanwhile.Enqueue(await app.StatusOfAsync(request, path))))];
            // All but the one that is being handled come back while it runs; in odd rounds it ends in the middle of them.
            int answered = round % 2 == 0 ? Senders - 1 : Senders / 4;
            await Poll.UntilAsync(() => meanwhile.Count >= answered, "the others are answered");
            release.Set();
            await Task.WhenAll(senders);

            handled[$"evt_{round}"].Should().Be(1);
            meanwhile.Should().HaveCount(Senders).And.OnlyContain(status => status == HttpStatusCode.OK || status == HttpStatusCode.Conflict);
            meanwhile.Should().Contain(HttpStatusCode.OK).And.Contain(HttpStatusCode.Conflict);
            HttpStatusCode[] afterwards = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.StatusOfAsync(request, path)));
            afterwards.Should().OnlyContain(status => status == HttpStatusCode.OK);
            handled[$"evt_{round}"].Should().Be(1);
        }

        app.Logs.ErrorTexts.Should().BeEmpty();
    }
}
