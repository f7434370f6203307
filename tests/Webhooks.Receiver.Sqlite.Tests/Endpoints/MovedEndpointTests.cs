using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>An endpoint is moved between inline and background: nothing is lost, and nothing is handled twice.</summary>
public sealed class MovedEndpointTests : IDisposable
{
    private readonly DatabaseFile _file = new();
    private readonly ConcurrentQueue<string> _handled = [];

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Post_EndpointMovedFromBackgroundToInline_ItsItemsAreStillHandled()
    {
        await using (BackgroundApp background = await BackgroundApp.StartAsync(
            _file,
            host => host.MapWebhook<CueEvent>((_, _) => throw new WebhookRetryException(TimeSpan.FromSeconds(1))).ProcessInBackground()))
        {
            (await background.PostAsync("evt_1")).Should().Be(HttpStatusCode.Accepted);
            await background.HasCounted(counts => counts is { Pending: 1, Running: 0 });
        }

        await using BackgroundApp inline = await BackgroundApp.StartAsync(_file, host => host.MapWebhook<CueEvent>(Note), PollOften);

        (await inline.PostAsync("evt_1")).Should().Be(HttpStatusCode.OK, "it is stored already");
        await inline.HasProcessed(1);
        (await inline.PostAsync("evt_2")).Should().Be(HttpStatusCode.OK);
        _handled.Should().Equal("evt_1", "evt_2");
    }

    /// <summary>As while a new version of an app is rolled out: one process handles inline, and the other in the background.</summary>
    [Fact]
    public async Task Post_OneEventToBothWaysAtOnce_HandledOnce()
    {
        const int Events = 60;
        await using BackgroundApp inline = await BackgroundApp.StartAsync(_file, host => host.MapWebhook<CueEvent>(Note), PollOften);
        await using BackgroundApp background = await BackgroundApp.StartAsync(
            _file, host => host.MapWebhook<CueEvent>(Note).ProcessInBackground(), PollOften);

        await Parallel.ForEachAsync(Enumerable.Range(0, Events * 4), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            BackgroundApp app = number % 2 == 0 ? inline : background;
            for (HttpStatusCode answer = 0; answer is not (HttpStatusCode.OK or HttpStatusCode.Accepted);)
            {
                answer = await app.PostAsync($"evt_{number / 4}");
                answer.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.Conflict, HttpStatusCode.ServiceUnavailable);
            }
        });

        await background.HasCounted(counts => counts is { Pending: 0, Running: 0 });
        _handled.Should().OnlyHaveUniqueItems().And.HaveCount(Events);
    }

    private static void PollOften(IServiceCollection services) =>
        services.Configure<WebhookInboxOptions>(options => options.PollInterval = TimeSpan.FromMilliseconds(100));

    private Task Note(CueEvent e)
    {
        _handled.Enqueue(e.Id);
        return Task.CompletedTask;
    }
}
