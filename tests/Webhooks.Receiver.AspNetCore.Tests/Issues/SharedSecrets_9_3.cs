using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>The same request to two endpoints with the same secrets is handled twice.</summary>
public sealed class SharedSecrets_9_3
{
    [Fact]
    public async Task Start_TwoEndpointsWithTheProvidersOwnSection_AreWarnedOf()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.MapWebhook<CueEvent>("/one", _ => Task.CompletedTask);
            app.MapPost("/other", (Webhook<CueEvent> webhook) => { });
        });

        LogEntry entry = app.Logs.Of(1024).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Warning);
        entry.Message.Should().Be(
            "The endpoints /one and /other accept the same secrets of cue: a request that is sent to both is handled at both. Give each secrets of its "
            + "own (OptionsName).");
        (await app.StatusOfAsync(CueRequest.Click(), "/one")).Should().Be(HttpStatusCode.OK, "it is a warning");
    }

    [Fact]
    public async Task Start_ManyEndpointsWithTheProvidersOwnSection_AreWarnedOfOnceEach()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            for (int i = 0; i < 20; i++)
            {
                app.MapWebhook<CueEvent>($"/{i}", _ => Task.CompletedTask);
            }
        });

        app.Logs.Of(1024).Should().HaveCount(19, "all but the first share its secrets, and not 190 pairs");
    }

    [Theory]
    [InlineData("the-shared-one", 1)]
    [InlineData("another", 0)]
    public async Task Start_TwoEndpointsOfOneProvider_AreWarnedOfIfTheyShareASecret(string second, int warnings)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>("/one", _ => Task.CompletedTask);
                app.MapWebhook<CueEvent>("/other", _ => Task.CompletedTask).WithWebhook<CueEvent>(options => options.OptionsName = "Other");
            },
            options =>
            {
                options.Settings["Webhooks:Cue:Secrets:1"] = "the-shared-one";
                options.Settings["Webhooks:Other:Secrets:0"] = second;
            });

        app.Logs.Of(1024).Should().HaveCount(warnings);
        foreach (LogEntry entry in app.Logs.Of(1024))
        {
            entry.Level.Should().Be(LogLevel.Warning);
            entry.Message.Should().Contain("/one").And.Contain("/other").And.NotContain("the-shared-one");
        }
    }
}
