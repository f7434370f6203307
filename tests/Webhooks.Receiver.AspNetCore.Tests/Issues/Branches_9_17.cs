using System.Net;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>
/// An endpoint in a branch of the pipeline is known by its path inside the branch, as its keys and its name are: the error at start of two such
/// endpoints says what helps, and that does help.
/// </summary>
public sealed class Branches_9_17
{
    [Fact]
    public async Task Endpoints_OnOnePathInTwoBranches_AreAnErrorThatSaysWhatToDo()
    {
        Func<Task> start = () => WebhookApp.StartAsync(app => MapBranches(app, "/hook", "/hook"));

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().Be(
            "Two endpoints receive from 'cue' at '/hook'. Map one of them to another path. "
            + "The path of a branch of the pipeline (app.Map) is not a part of theirs: the path inside it, or of a group (MapGroup), has to differ.");
    }

    [Fact]
    public async Task Endpoints_OnTwoPathsInTwoBranches_EachHandleTheirOwnDeliveries()
    {
        List<string> handledAt = [];
        await using WebhookApp app = await WebhookApp.StartAsync(app => MapBranches(app, "/hook", "/other", handledAt));

        (await app.StatusOfAsync(CueRequest.Click(), "/b/other")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click(), "/a/hook")).Should().Be(HttpStatusCode.OK);
        handledAt.Should().Equal("/other", "/hook");
    }

    [Fact]
    public async Task Endpoints_OnOnePathInTwoGroups_EachHandleTheirOwnDeliveries()
    {
        List<string> handledAt = [];
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            foreach (string group in (string[])["/a", "/b"])
            {
                app.MapGroup(group).MapWebhook<CueEvent>("/hook", (_, context) => NoteAsync(context, handledAt));
            }
        });

        (await app.StatusOfAsync(CueRequest.Click(), "/b/hook")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click(), "/a/hook")).Should().Be(HttpStatusCode.OK);
        handledAt.Should().Equal("/b/hook", "/a/hook");
    }

    private static void MapBranches(WebApplication app, string first, string second, List<string>? handledAt = null)
    {
        foreach ((string branch, string path) in ((string, string)[])[("/a", first), ("/b", second)])
        {
            app.Map(branch, built => built.UseRouting().UseEndpoints(
                routes => routes.MapWebhook<CueEvent>(path, (_, context) => NoteAsync(context, handledAt ?? []))));
        }
    }

    private static Task NoteAsync(WebhookContext context, List<string> handledAt)
    {
        handledAt.Add(context.Delivery.Endpoint);
        return Task.CompletedTask;
    }
}
