using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Sqlite.Tests;

public sealed class BackgroundEndpointTests
{
    [Fact]
    public async Task Post_InBackground_202ThenHandledOnce()
    {
        using var file = new DatabaseFile();
        ConcurrentQueue<string> handled = [];
        await using BackgroundApp app = await BackgroundApp.StartAsync(file, host => host.MapWebhook<CueEvent>(Note(handled)).ProcessInBackground());

        (await app.PostAsync("evt_1")).Should().Be(HttpStatusCode.Accepted);
        (await app.PostAsync("evt_1")).Should().Be(HttpStatusCode.OK, "it is stored already");

        await app.HasProcessed(1);
        handled.Should().Equal("evt_1");
        (await app.PostAsync("evt_1")).Should().Be(HttpStatusCode.OK, "it was handled");
        (await app.GetAsync("/health")).Should().Be("Healthy");
    }

    [Fact]
    public async Task Post_ProcessEndsBeforeHandling_TheNextOneHandlesIt()
    {
        using var file = new DatabaseFile();
        ConcurrentQueue<string> handled = [];
        await using (BackgroundApp first = await BackgroundApp.StartAsync(
            file,
            host => host.MapWebhook<CueEvent>((_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).ProcessInBackground(),
            services => services.Configure<WebhookHostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1))))
        {
            (await first.PostAsync("evt_1")).Should().Be(HttpStatusCode.Accepted);
            await first.HasCounted(counts => counts.Running == 1);
        }

        await using BackgroundApp second = await BackgroundApp.StartAsync(file, host => host.MapWebhook<CueEvent>(Note(handled)).ProcessInBackground());

        await second.HasProcessed(1);
        handled.Should().Equal("evt_1");
        (await second.Inbox.ListAsync(new WebhookInboxQuery(), CancellationToken.None)).Single().Attempts.Should().Be(1, "what a stopping host cancels is not counted");
    }

    [Fact]
    public async Task Post_EndpointMovedFromInlineToBackground_DuplicatesAreKnown()
    {
        using var file = new DatabaseFile();
        ConcurrentQueue<string> handled = [];
        await using (BackgroundApp inline = await BackgroundApp.StartAsync(file, host => host.MapWebhook<CueEvent>(Note(handled))))
        {
            (await inline.PostAsync("evt_1")).Should().Be(HttpStatusCode.OK);
        }

        await using BackgroundApp background = await BackgroundApp.StartAsync(file, host => host.MapWebhook<CueEvent>(Note(handled)).ProcessInBackground());

        (await background.PostAsync("evt_1")).Should().Be(HttpStatusCode.OK);
        (await background.PostAsync("evt_2")).Should().Be(HttpStatusCode.Accepted);
        await background.HasProcessed(1);
        handled.Should().Equal("evt_1", "evt_2");
    }

    [Fact]
    public async Task Post_OrderingKey_EachKeysEventsInOrder()
    {
        using var file = new DatabaseFile();
        ConcurrentQueue<string> handled = [];
        var failed = new ConcurrentDictionary<string, bool>();
        await using BackgroundApp app = await BackgroundApp.StartAsync(
            file,
            host => host.MapWebhook<CueEvent>((e, _) =>
                {
                    if (e.Id.EndsWith('3') && failed.TryAdd(e.Id, true))
                    {
                        throw new InvalidOperationException("The first attempt of every tenth event fails.");
                    }

                    handled.Enqueue(e.Id);
                    return Task.CompletedTask;
                })
                .OrderBy(e => (e as CueAdClick)?.Data.CampaignId)
                .ProcessInBackground(),
            services => services.Configure<WebhookInboxOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(100)));

        for (int i = 0; i < 60; i++)
        {
            (await app.PostAsync($"{i % 4}:{i}", campaign: $"campaign {i % 4}")).Should().Be(HttpStatusCode.Accepted);
        }

        await app.HasProcessed(60);
        foreach (IGrouping<string, string> key in handled.GroupBy(id => id.Split(':')[0]))
        {
            key.Select(id => int.Parse(id.Split(':')[1], null)).Should().BeInAscendingOrder().And.HaveCount(15);
        }
    }

    [Fact]
    public async Task Post_UnusualSizesAndCharacters_StoredAndHandledOrRefused()
    {
        using var file = new DatabaseFile();
        ConcurrentQueue<CueEvent> handled = [];
        await using BackgroundApp app = await BackgroundApp.StartAsync(file, host => host.MapWebhook<CueEvent>(e =>
        {
            handled.Enqueue(e);
            return Task.CompletedTask;
        }).ProcessInBackground());
        string hugeId = new('i', 640_000);
        const string Prefix = "{\"id\":\"evt_large\",\"type\":\"ad.new\",\"data\":{\"text\":\"";
        string largest = Prefix + new string('x', (2 * 1024 * 1024) - Prefix.Length - 3) + "\"}}";

        (await app.PostAsync(hugeId)).Should().Be(HttpStatusCode.Accepted);
        (await app.PostAsync(hugeId)).Should().Be(HttpStatusCode.OK);
        (await app.PostAsync("evt\\u0000")).Should().Be(HttpStatusCode.BadRequest, "an identity with a NUL is malformed, and stays so");
        (await app.PostBodyAsync("""{"id":"evt_nul","type":"a\u0000b","data":{"\u0000":"\u0000"}}""")).Should().Be(HttpStatusCode.Accepted);
        (await app.PostBodyAsync(largest)).Should().Be(HttpStatusCode.Accepted);

        await app.HasProcessed(3);
        handled.Select(e => e.Id).Should().BeEquivalentTo(hugeId, "evt_nul", "evt_large");
        WebhookInboxEntry entry = (await app.Inbox.ListAsync(new WebhookInboxQuery { EventType = "ad.new" }, CancellationToken.None)).Single();
        (await app.Inbox.FindAsync(entry.Id, CancellationToken.None))!.Body!.Value.ToArray().Should().Equal(System.Text.Encoding.UTF8.GetBytes(largest));
    }

    [Fact]
    public async Task Health_DeadItem_Degraded()
    {
        using var file = new DatabaseFile();
        await using BackgroundApp app = await BackgroundApp.StartAsync(
            file, host => host.MapWebhook<CueEvent>((_, _) => throw new WebhookPermanentFailureException("No such account.")).ProcessInBackground());
        await app.PostAsync("evt_1");
        await app.HasCounted(counts => counts.Dead == 1);

        (await app.GetAsync("/health")).Should().Be("Degraded");
        WebhookInboxEntry entry = (await app.Inbox.ListAsync(new WebhookInboxQuery { State = WebhookInboxState.Dead }, CancellationToken.None)).Single();
        (entry.Attempts, entry.ErrorMessage).Should().Be((1, "No such account."));
        IReadOnlyDictionary<string, object> data = await app.GetHealthDataAsync();
        (data["inbox.pending"], data["inbox.dead"], data["inbox.attempts"], data["inbox.attempts.failed"]).Should().Be((0L, 1L, 1L, 1L));
        data["inbox.oldest.age"].Should().Be(TimeSpan.Zero);
        (await app.Inbox.DeleteAsync(entry.Id, CancellationToken.None)).Should().BeTrue();
        (await app.GetAsync("/health")).Should().Be("Healthy");
        (await app.PostAsync("evt_1")).Should().Be(HttpStatusCode.OK, "the key of a deleted item stays completed");
    }

    [Fact]
    public async Task Requeue_DeadItem_IsHandledWithoutWaitingForThePoll()
    {
        using var file = new DatabaseFile();
        int attempts = 0;
        await using BackgroundApp app = await BackgroundApp.StartAsync(
            file,
            host => host.MapWebhook<CueEvent>((_, _) => Interlocked.Increment(ref attempts) == 1
                ? throw new WebhookPermanentFailureException("No such account.")
                : Task.CompletedTask).ProcessInBackground(),
            services => services.Configure<WebhookInboxOptions>(options => options.PollInterval = TimeSpan.FromHours(1)));
        await app.PostAsync("evt_1");
        await app.HasCounted(counts => counts.Dead == 1);

        (await app.Inbox.RequeueAsync(1, CancellationToken.None)).Should().BeTrue();

        await app.HasProcessed(1);
        await app.HasCounted(counts => counts.Dead == 0);
        attempts.Should().Be(2);
    }

    [Fact]
    public async Task Start_MinimalApiHandlerInBackground_SaysWhatToDo()
    {
        using var file = new DatabaseFile();
        Func<Task> start = () => BackgroundApp.StartAsync(
            file, host => host.MapPost("/cue", (Webhook<CueEvent> webhook) => Results.Ok()).ProcessInBackground());

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Errors.Should().Equal(
            "The endpoint '/cue' is processed in the background, but its handler is a minimal-API handler, which runs in its request only. "
            + "Use MapWebhook, or remove ProcessInBackground.");
    }

    [Fact]
    public async Task Start_BackgroundOnAnEndpointWithoutWebhook_SaysWhatToDo()
    {
        using var file = new DatabaseFile();
        Func<Task> start = () => BackgroundApp.StartAsync(file, host => host.MapPost("/other", () => "").ProcessInBackground());

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Errors.Should().Equal(
            "The endpoint '/other' is configured with ProcessInBackground, but nothing verifies its requests. "
            + "Take a Webhook<TEvent> parameter, or use MapWebhook<TEvent>.");
    }

    private static Func<CueEvent, Task> Note(ConcurrentQueue<string> handled) => e =>
    {
        handled.Enqueue(e.Id);
        return Task.CompletedTask;
    };
}
