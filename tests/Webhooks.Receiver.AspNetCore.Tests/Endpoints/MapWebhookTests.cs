using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class MapWebhookTests
{
    [Theory]
    [InlineData("/webhooks/cue", false, true)]
    [InlineData("/elsewhere", true, true)]
    [InlineData("/webhooks/cue", false, false)]
    [InlineData("/elsewhere", true, false)]
    public async Task MapWebhook_EachOverload_Receives(string path, bool namesPath, bool usesHandlers)
    {
        int handled = 0;
        Task Handle(CueEvent e, WebhookContext context)
        {
            context.Delivery.Endpoint.Should().Be(path);
            return Task.FromResult(handled++);
        }

        await using WebhookApp app = await WebhookApp.StartAsync(
            app => _ = (namesPath, usesHandlers) switch
            {
                (false, true) => app.MapWebhook<CueEvent>(),
                (true, true) => app.MapWebhook<CueEvent>("/elsewhere"),
                (false, false) => app.MapWebhook<CueEvent>(Handle),
                (true, false) => app.MapWebhook<CueEvent>("/elsewhere", Handle),
            },
            options =>
            {
                options.UsesTestServer = true;
                if (usesHandlers)
                {
                    options.Webhooks = webhooks => webhooks.AddHandler<CueAdClick, ScriptedHandler>();
                    options.Builder = builder => builder.Services.AddSingleton(
                        new Script { Handle = seen => Handle(seen.Event, seen.Context) });
                }
            });

        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(1);
        (await app.StatusOfAsync(CueRequest.Click(), namesPath ? CueRequest.DefaultPath : "/elsewhere")).Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task MapWebhook_AnotherMethod_Is405(string method)
    {
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Task.FromResult(handled++), options => options.UsesTestServer = true);
        using HttpRequestMessage message = CueRequest.Click().ToMessage();
        message.Method = new HttpMethod(method);

        using HttpResponseMessage response = await app.Client.SendAsync(message);

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        handled.Should().Be(0);
    }

    [Fact]
    public async Task MapWebhook_InAGroup_HasTheWholePattern()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapGroup("/shops/{shop}").MapGroup("/in").MapWebhook<CueEvent>("cue", (_, _) => Task.CompletedTask);
                app.MapGroup("/free").MapPost("/cue", (Webhook<CueEvent> webhook) => { });
            },
            options => options.UsesTestServer = true);

        (await app.StatusOfAsync(CueRequest.Click(), "/shops/berlin/in/cue")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click(), "/shops/paris/in/cue")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click(), "/free/cue")).Should().Be(HttpStatusCode.OK);

        app.Logs.Of(1002).Select(entry => (entry["Endpoint"], entry["Outcome"])).Should().Equal(
            ("/shops/{shop}/in/cue", WebhookOutcome.Processed),
            ("/shops/{shop}/in/cue", WebhookOutcome.Duplicate), // the pattern is the endpoint, never the path
            ("/free/cue", WebhookOutcome.Processed));
    }

    [Fact]
    public async Task MapWebhook_TwoEndpointsOfOneProvider_HandleSeparately()
    {
        List<string> handled = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>("/a", (_, context) => Handle(context));
                app.MapWebhook<CueEvent>("/b", (_, context) => Handle(context));
                app.MapPost("/c", (Webhook<CueEvent> webhook) => Handle(webhook.Context));
            },
            options => options.UsesTestServer = true);
        Task Handle(WebhookContext context)
        {
            handled.Add(context.Delivery.Endpoint);
            return Task.CompletedTask;
        }

        foreach (string path in new[] { "/a", "/b", "/c", "/a", "/b", "/c" })
        {
            (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        }

        handled.Should().Equal("/a", "/b", "/c");
    }

    [Theory]
    [InlineData(null, null, "/webhooks/cue")]
    [InlineData("named", null, "named")]
    [InlineData(null, "optional", "optional")]
    [InlineData("named", "optional", "optional")]
    public async Task Name_OfAnEndpoint_IsPartOfItsKeys(string? withName, string? optionsName, string name)
    {
        var memory = new InMemoryIdempotencyStore();
        async Task<WebhookApp> StartAsync(bool isNamed) => await WebhookApp.StartAsync(
            app =>
            {
                IEndpointConventionBuilder endpoint = app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
                if (isNamed && withName is not null)
                {
                    endpoint.WithName(withName);
                }

                if (isNamed && optionsName is not null)
                {
                    endpoint.WithWebhook<CueEvent>(options => options.Name = optionsName);
                }
            },
            options =>
            {
                options.UsesTestServer = true;
                options.Memory = memory;
            });

        await using (WebhookApp plain = await StartAsync(isNamed: false))
        {
            (await plain.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        }

        await using WebhookApp named = await StartAsync(isNamed: true);
        (await named.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        LogEntry entry = named.Logs.Of(1002).Should().ContainSingle().Subject;
        entry["Endpoint"].Should().Be(name);
        entry["Outcome"].Should().Be(name == CueRequest.DefaultPath ? WebhookOutcome.Duplicate : WebhookOutcome.Processed);
    }

    [Fact]
    public async Task AddWebhooks_TwiceAndWithOptionsInCode_ReceivesOnce()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask),
            options =>
            {
                options.UsesTestServer = true;
                options.Settings.Clear();
                options.Webhooks = webhooks => webhooks.Services.AddWebhooks().Configure<CueEvent>(cue => cue.Secrets = ["in-code"]);
            });

        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "in-code" })).Should().Be(HttpStatusCode.OK);
        app.Logs.Of(1002).Should().ContainSingle();
        app.Logs.Of(1015).Should().BeEmpty("the test brings its own store");
    }
}
