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
    public async Task OptionsName_OfAnEndpoint_TakesItsOwnSecrets()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
                app.MapWebhook<CueEvent>("/other", (_, _) => Task.CompletedTask).WithWebhook<CueEvent>(options => options.OptionsName = "OtherCue");
            },
            options =>
            {
                options.UsesTestServer = true;
                options.Settings["Webhooks:OtherCue:Secrets:0"] = "other-secret";
            });

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click(), "/other")).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "other-secret" }, "/other")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "other-secret" })).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task MaxRequestBodySize_OfAnEndpoint_WinsOverTheProviders()
    {
        await using WebhookApp app = await StartAsync(options => options.MaxRequestBodySize = 300, limits: ("MaxRequestBodySize", "1000"));

        (await app.StatusOfAsync(CueRequest.OfSize(300), "/own")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.OfSize(301, "evt_2"), "/own")).Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await app.StatusOfAsync(CueRequest.OfSize(1000))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task BodyTimeout_OfAnEndpoint_WinsOverTheProviders()
    {
        await using WebhookApp app = await StartAsync(options => options.BodyTimeout = TimeSpan.FromSeconds(2), limits: ("BodyTimeout", "00:00:30"));
        await using RawConnection own = await app.ConnectAsync(), plain = await app.ConnectAsync();
        CueRequest request = CueRequest.Click();
        int timers = app.Clock.WaitingTimers;
        await own.SendAsync(request.Head(request.Body.Length, path: "/own"), request.Body[..5]);
        await plain.SendAsync(request.Head(request.Body.Length), request.Body[..5]);
        await Eventually.Holds(() => app.Clock.WaitingTimers >= timers + 2, "both deadlines run");

        app.Clock.Advance(TimeSpan.FromSeconds(2));

        (await own.ReadResponseAsync())!.Status.Should().Be(408);
        await plain.SendAsync(request.Body[5..]);
        (await plain.ReadResponseAsync())!.Status.Should().Be(200);
    }

    [Fact]
    public async Task HandlerTimeout_OfAnEndpoint_WinsOverTheProviders()
    {
        Signal entered = new();
        await using WebhookApp app = await StartAsync(
            options => options.HandlerTimeout = TimeSpan.FromSeconds(2),
            async context =>
            {
                entered.Set();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            },
            ("HandlerTimeout", "00:05:00"));
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), "/own");
        await entered.WaitAsync();

        app.Clock.Advance(TimeSpan.FromSeconds(2));

        (await running).Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task IdempotencyLease_OfAnEndpoint_WinsOverTheProviders()
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await StartAsync(
            options => options.IdempotencyLease = TimeSpan.FromSeconds(6),
            context =>
            {
                entered.Set();
                return release.WaitAsync(context.CancellationToken);
            },
            ("IdempotencyLease", "00:01:00"));
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), "/own");
        await entered.WaitAsync();

        using HttpResponseMessage second = await app.SendAsync(CueRequest.Click(), "/own");

        second.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(6));
        release.Set();
        (await running).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task IdempotencyRetention_OfAnEndpoint_WinsOverTheProviders()
    {
        await using WebhookApp app = await StartAsync(
            options => options.IdempotencyRetention = TimeSpan.FromHours(1), limits: ("IdempotencyRetention", "10.00:00:00"));
        (await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromHours(1));
        (await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);

        app.Logs.Of(1002).TakeLast(2).Select(entry => entry["Outcome"]).Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Duplicate);
    }

    [Fact]
    public async Task MaxEventAge_OfAnEndpoint_WinsOverTheProviders()
    {
        // The click says that it was created when the clock starts.
        await using WebhookApp app = await StartAsync(options => options.MaxEventAge = TimeSpan.FromMinutes(10), limits: ("MaxEventAge", "01:00:00"));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        (await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromTicks(1));

        (await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Paused(), "/own")).Should().Be(HttpStatusCode.Unauthorized, "it says no time");

        app.Logs.Of(1000).Select(entry => entry["SignatureFailure"]).Should().Equal(
            SignatureFailure.TimestampOutsideTolerance, SignatureFailure.TimestampMissing);
    }

    [Fact]
    public async Task SetStatusCode_OfAnEndpoint_AnswersWithIt()
    {
        await using WebhookApp app = await StartAsync(
            options => options.SetStatusCode(WebhookOutcome.Processed, 204).SetStatusCode(WebhookOutcome.Duplicate, 208)
                .SetStatusCode(WebhookOutcome.Unauthenticated, 403).SetStatusCode(WebhookOutcome.Malformed, 422)
                .SetStatusCode(WebhookOutcome.UnsupportedMediaType, 400),
            limits: ("MaxRequestBodySize", "1000"));

        ((int)await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(204);
        ((int)await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(208);
        ((int)await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "another" }, "/own")).Should().Be(403);
        ((int)await app.StatusOfAsync(CueRequest.Of("{}"), "/own")).Should().Be(422);
        ((int)await app.StatusOfAsync(CueRequest.Click() with { ContentType = "text/plain" }, "/own")).Should().Be(400);
        ((int)await app.StatusOfAsync(CueRequest.Click())).Should().Be(200, "the other endpoint is as it was");
    }

    [Fact]
    public async Task SetStatusCode_OfRetryableOutcomes_KeepsTheRetryAfter()
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await StartAsync(
            options => options.SetStatusCode(WebhookOutcome.InProgress, 503).SetStatusCode(WebhookOutcome.Failed, 502),
            async context =>
            {
                entered.Set();
                await release.WaitAsync(context.CancellationToken);
                throw new InvalidOperationException();
            });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), "/own");
        await entered.WaitAsync();

        using HttpResponseMessage second = await app.SendAsync(CueRequest.Click(), "/own");
        release.Set();

        second.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        second.Headers.RetryAfter.Should().NotBeNull();
        (await running).Should().Be(HttpStatusCode.BadGateway);
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

    private static Task<WebhookApp> StartAsync(
        Action<WebhookEndpointOptions> own, Func<WebhookContext, Task>? handle = null, params (string Name, string Value)[] limits) =>
        WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>((_, context) => handle?.Invoke(context) ?? Task.CompletedTask);
                app.MapWebhook<CueEvent>("/own", (_, context) => handle?.Invoke(context) ?? Task.CompletedTask).WithWebhook<CueEvent>(own);
            },
            options =>
            {
                foreach ((string name, string value) in limits)
                {
                    options.Settings[$"Webhooks:Cue:{name}"] = value;
                }
            });
}
