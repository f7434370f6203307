using System.Net;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>A delegate that needs the event and nothing else.</summary>
public sealed class HandlerOfTheEventAlone_9_21
{
    [Fact]
    public async Task MapWebhook_DelegateOfTheEvent_Handles()
    {
        List<string> handled = [];
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.MapWebhook<CueEvent>(async e =>
            {
                await Task.Yield();
                handled.Add(e.Id);
            });
            app.MapWebhook<CueEvent>("/other", e =>
            {
                handled.Add(e.Id);
                return Task.CompletedTask;
            });
        });

        (await app.StatusOfAsync(CueRequest.Click("evt_1"))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click("evt_2"), "/other")).Should().Be(HttpStatusCode.OK);

        handled.Should().Equal("evt_1", "evt_2");
    }
}
