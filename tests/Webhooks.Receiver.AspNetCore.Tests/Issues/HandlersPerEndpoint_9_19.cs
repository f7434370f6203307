using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>Several endpoints of one provider, each with a handler of its own, beside the app's handlers.</summary>
public sealed class HandlersPerEndpoint_9_19
{
    private readonly List<string> _handled = [];

    [Fact]
    public async Task MapWebhook_WithAHandlerOfItsOwn_SendsItsEventsThere()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>();
                app.MapWebhook<CueEvent, Unregistered>("/players");
                app.MapWebhook<CueEvent, Registered>("/postbacks");
            },
            options =>
            {
                options.Webhooks = webhooks => webhooks.AddHandler<CueEvent, AppWide>();
                options.Builder = builder => builder.Services.AddSingleton(_handled).AddScoped<Registered>();
            });

        (await app.StatusOfAsync(CueRequest.Click("evt_1"))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click("evt_2"), "/players")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click("evt_3"), "/postbacks")).Should().Be(HttpStatusCode.OK);

        _handled.Should().Equal("app evt_1", "own evt_2", "disposed", "registered evt_3");
    }

    [Fact]
    public async Task MapWebhook_WithAHandlerThatCannotBeCreated_StopsTheAppWhileItIsMapped()
    {
        Func<Task> start = () => WebhookApp.StartAsync(app => app.MapWebhook<CueEvent, Ambiguous>("/players"));

        await start.Should().ThrowAsync<InvalidOperationException>();
    }

    /// <summary>What the container creates need not have a constructor that could be chosen without it.</summary>
    [Fact]
    public async Task MapWebhook_WithARegisteredHandlerThatOnlyTheContainerCanCreate_UsesIt()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent, Ambiguous>("/factory");
                app.MapWebhook<CueEvent, IHandlerOfTheApp>("/interface");
            },
            options => options.Builder = builder => builder.Services.AddSingleton(_handled)
                .AddScoped(_ => new Ambiguous(1))
                .AddScoped<IHandlerOfTheApp, Registered>());

        (await app.StatusOfAsync(CueRequest.Click("evt_1"), "/factory")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click("evt_2"), "/interface")).Should().Be(HttpStatusCode.OK);
        _handled.Should().Equal("registered evt_2");
    }

    private interface IHandlerOfTheApp : IWebhookHandler<CueEvent>;

    private sealed class AppWide(List<string> handled) : IWebhookHandler<CueEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context)
        {
            handled.Add($"app {webhookEvent.Id}");
            return Task.CompletedTask;
        }
    }

    private sealed class Unregistered(List<string> handled) : IWebhookHandler<CueEvent>, IAsyncDisposable
    {
        public async Task HandleAsync(CueEvent webhookEvent, WebhookContext context)
        {
            await Task.Yield();
            handled.Add($"own {webhookEvent.Id}");
        }

        public ValueTask DisposeAsync()
        {
            handled.Add("disposed");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Registered(List<string> handled) : IHandlerOfTheApp
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context)
        {
            handled.Add($"registered {webhookEvent.Id}");
            return Task.CompletedTask;
        }
    }

    private sealed class Ambiguous : IWebhookHandler<CueEvent>
    {
        [ActivatorUtilitiesConstructor]
        public Ambiguous(string one) => _ = one;

        [ActivatorUtilitiesConstructor]
        public Ambiguous(int other) => _ = other;

        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
