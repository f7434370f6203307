using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Deliveries with several events over HTTP: one answer, a success only if all are done.</summary>
public sealed class SeveralEventsTests
{
    [Fact]
    public async Task MapWebhook_AnswersASuccess_OnceAllAreDone()
    {
        ConcurrentQueue<string> handled = [];
        bool fails = true;
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<BundleEvent>("/bundles", (e, _) =>
            {
                handled.Enqueue(e.Id);
                return e.Id == "b" && fails ? throw new IOException() : Task.CompletedTask;
            }),
            options => options.Settings[Bundle.SecretSetting] = Bundle.Secret);

        (await SendAsync(app, "/bundles", "a", "b", "c")).Status.Should().Be(500);
        fails = false;
        (await SendAsync(app, "/bundles", "a", "b", "c")).Status.Should().Be(200);
        (await SendAsync(app, "/bundles")).Status.Should().Be(200, "a delivery without events is ignored");

        handled.Should().Equal("a", "b", "c", "b");
    }

    /// <summary>
    /// All events would share the request's scope: what the handler of an event that failed left in a DbContext would be saved with the next event, and again
    /// by the retry.
    /// </summary>
    [Fact]
    public async Task MinimalApi_IsRefusedAtStart()
    {
        Func<Task> start = () => WebhookApp.StartAsync(
            app => app.MapPost("/minimal", (Webhook<BundleEvent> webhook) => Results.Text(webhook.Event.Id)),
            options => options.Settings[Bundle.SecretSetting] = Bundle.Secret);

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Errors.Should().Equal(
            "A delivery from 'bundle' brings several events, and the handler of the endpoint '/minimal' is a minimal-API handler: one scope of services, and the "
            + "services bound to its parameters, would serve all of them. Use MapWebhook<BundleEvent>.");
    }

    /// <summary>Each event has a scope of its own.</summary>
    [Fact]
    public async Task MapWebhook_GivesEachEventItsOwnServices()
    {
        ConcurrentQueue<OwnService> scopes = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<BundleEvent>("/bundles", (_, context) =>
            {
                scopes.Enqueue(context.Services.GetRequiredService<OwnService>());
                return Task.CompletedTask;
            }),
            options =>
            {
                options.Settings[Bundle.SecretSetting] = Bundle.Secret;
                options.Webhooks = webhooks => webhooks.Services.AddScoped<OwnService>();
            });

        (await SendAsync(app, "/bundles", "a", "b", "c")).Status.Should().Be(200);

        scopes.Should().HaveCount(3).And.OnlyHaveUniqueItems();
    }

    private static async Task<HttpAnswer> SendAsync(WebhookApp app, string path, params string[] ids)
    {
        using HttpRequestMessage message = Bundle.Message(path, Bundle.BodyOf(ids));
        using HttpResponseMessage response = await app.Client.SendAsync(message);
        return await HttpAnswer.OfAsync(response);
    }

    private sealed class OwnService;
}
