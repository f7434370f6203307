using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>What will not work stops the app, or is said, at start.</summary>
public sealed class StartupTells_9_17
{
    [Theory]
    [InlineData("Secret", "one", "Webhooks:Cue:Secret is not a setting. Did you mean Secrets?")]
    [InlineData("HandlerTimeout:Seconds", "5", "Webhooks:Cue:HandlerTimeout:Seconds is not a setting: Webhooks:Cue:HandlerTimeout has to be one value.")]
    [InlineData("HandlerTimout", "00:00:05", "Webhooks:Cue:HandlerTimout is not a setting. Did you mean HandlerTimeout?")]
    [InlineData("secrets:1", "two", null)]
    public async Task Configuration_KeyThatIsNoSetting_IsAnErrorThatNamesTheNearest(string key, string value, string? error)
    {
        Func<Task> start = () => StartAsync(app => app.MapWebhook<CueEvent>(_ => Task.CompletedTask), options => options.Settings[$"Webhooks:Cue:{key}"] = value);

        await ShouldSayAsync(start, error);
    }

    [Fact]
    public async Task Configuration_SectionThatNoEndpointUses_IsAWarning()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CueEvent>(_ => Task.CompletedTask), options => options.Settings["Webhooks:Qeu:Secrets:0"] = "c4nary");

        LogEntry entry = app.Logs.Of(1023).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Warning);
        entry.Message.Should().Be("No endpoint uses the configuration section Webhooks:Qeu.");
    }

    [Theory]
    [InlineData("PostgreSql")]
    [InlineData("Sqlite")]
    public async Task Configuration_SectionOfAStore_IsNoWarning(string section)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CueEvent>(_ => Task.CompletedTask), options => options.Settings[$"Webhooks:{section}:ConnectionString"] = "c4nary");

        app.Logs.Of(1023).Should().BeEmpty();
    }

    [Fact]
    public async Task Endpoints_OfTwoProvidersOnOnePath_AreAnError() => await ShouldSayAsync(
        () => StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
                app.MapWebhook<TinyEvent>("/HOOKS/", _ => Task.CompletedTask);
            },
            options => options.Settings["Webhooks:tiny:Secrets:0"] = "tiny"),
        "Two endpoints receive at '/HOOKS/': one from 'cue', one from 'tiny'. Map one of them to another path.");

    [Theory]
    [InlineData("/hooks/{first}", "/hooks/{second}")]
    [InlineData("/hooks/{id:int}/{rest}", "/Hooks/{number:int}/{name}/")]
    public async Task Endpoints_WhosePathsDifferInTheNamesOfParametersOnly_AreAnError(string first, string second) => await ShouldSayAsync(
        () => StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>(first, _ => Task.CompletedTask);
                app.MapWebhook<CueEvent>(second, _ => Task.CompletedTask);
            }),
        $"Two endpoints receive from 'cue' at '{second}'. Map one of them to another path.");

    [Fact]
    public async Task Endpoints_WhosePathsDifferInAConstraintOrInEscapedBraces_AreNoError()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.MapWebhook<CueEvent>("/hooks/{id:int}", _ => Task.CompletedTask);
            app.MapWebhook<CueEvent>("/hooks/{id:alpha}", _ => Task.CompletedTask);
            app.MapWebhook<CueEvent>("/hooks/{id}", _ => Task.CompletedTask);
            app.MapWebhook<CueEvent>("/hooks/{*id}", _ => Task.CompletedTask);
            app.MapWebhook<CueEvent>("/hooks/{{}}", _ => Task.CompletedTask);
        });
    }

    [Theory]
    [InlineData("one.example", "other.example", null)]
    [InlineData("one.example", "*.example", null)]
    [InlineData("one.example:80", "one.example:81", null)]
    [InlineData("one.example", "one.example:*", "Two endpoints receive from 'cue' at '/hooks'. Map one of them to another path.")]
    [InlineData("*.example", "*.one.example", "Two endpoints receive from 'cue' at '/hooks'. Map one of them to another path.")]
    [InlineData("*", "*:*", "Two endpoints receive from 'cue' at '/hooks'. Map one of them to another path.")]
    [InlineData("one.example", "ONE.example", "Two endpoints receive from 'cue' at '/hooks'. Map one of them to another path.")]
    public async Task Endpoints_OnOnePathOfTwoHosts_AreAnErrorOnlyIfTheHostsAreTheSame(string first, string second, string? error) => await ShouldSayAsync(
        () => StartAsync(app =>
        {
            app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask).RequireHost(first);
            app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask).RequireHost(second).WithWebhook<CueEvent>(options => options.Name = "other");
        }),
        error);

    [Fact]
    public async Task Endpoints_OnOnePathOfTwoHosts_EachHandleTheirOwnDeliveries()
    {
        List<string> handledAt = [];
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            foreach (string host in (string[])["one.example", "other.example"])
            {
                app.MapWebhook<CueEvent>("/hooks", (_, context) =>
                {
                    handledAt.Add(context.Delivery.Endpoint);
                    return Task.CompletedTask;
                }).RequireHost(host).WithWebhook<CueEvent>(options => options.Name = $"at {host}");
            }
        });

        foreach (string host in (string[])["other.example", "one.example"])
        {
            HttpRequestMessage message = CueRequest.Click().ToMessage("/hooks");
            message.Headers.Host = host;
            (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.OK);
        }

        handledAt.Should().Equal("at other.example", "at one.example");
    }

    [Fact]
    public async Task Endpoints_OnOnePathOfTwoMethods_AreNoError() => await ShouldSayAsync(
        () => StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
                app.MapPut("/hooks", (Webhook<TinyEvent> webhook) => { });
            },
            options => options.Settings["Webhooks:tiny:Secrets:0"] = "tiny"),
        null);

    [Fact]
    public async Task StatusCode_OfProcessedAtAMinimalApi_IsAnErrorBecauseItsHandlerAnswers() => await ShouldSayAsync(
        () => StartAsync(app => app.MapPost("/hooks", (Webhook<CueEvent> webhook) => { })
            .WithWebhook<CueEvent>(options => options.SetStatusCode(WebhookOutcome.Processed, 202).SetStatusCode(WebhookOutcome.Duplicate, 202))),
        "The endpoint '/hooks' sets a status code for Processed, but its handler answers processed deliveries itself. Remove the call, and return a "
            + "result with this status code.");

    [Fact]
    public async Task StatusCode_OfADuplicateAtAMinimalApi_IsNoError() => await ShouldSayAsync(
        () => StartAsync(app => app.MapPost("/hooks", (Webhook<CueEvent> webhook) => { })
            .WithWebhook<CueEvent>(options => options.SetStatusCode(WebhookOutcome.Duplicate, 202))),
        null);

    [Fact]
    public async Task InMemoryStore_WithoutCapacity_IsAnError()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Webhooks:Cue:Secrets:0", "secret")]);
        builder.Services.AddWebhookReceiver().AddHandler<CueAdClick, ClickHandler>();
        builder.Services.Configure<InMemoryIdempotencyOptions>(store => store.Capacity = 0);
        using IHost host = builder.Build();

        await ShouldSayAsync(() => host.StartAsync(), "InMemoryIdempotencyOptions.Capacity has to be above zero.");
    }

    [Theory]
    [InlineData(-5000, "WebhookHostOptions.ShutdownTimeout has to be zero, above zero, or Timeout.InfiniteTimeSpan.")]
    [InlineData(Timeout.Infinite, null)]
    [InlineData(0, null)]
    public async Task ShutdownTimeout_BelowZero_IsAnErrorUnlessItIsInfinite(int milliseconds, string? error) => await ShouldSayAsync(
        () => StartAsync(
            app => app.MapWebhook<CueEvent>(_ => Task.CompletedTask),
            options => options.Builder = builder => builder.Services.Configure<WebhookHostOptions>(
                host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(milliseconds))),
        error);

    [Fact]
    public async Task Endpoint_MappedForAMethodThatIsNotUsed_IsAnError() => await ShouldSayAsync(
        () => StartAsync(app => app.MapPut("/hooks", (Webhook<CueEvent> webhook) => { })),
        "The endpoint '/hooks' is mapped for PUT, which 'cue' does not use. Map it for POST.");

    [Fact]
    public async Task Handlers_WithoutAnEndpoint_AreAnError() => await ShouldSayAsync(
        () => StartAsync(
            app => app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask),
            options => options.Webhooks = webhooks => webhooks.AddHandler<CueAdClick, ClickHandler>()),
        "Handlers are registered for CueEvent, but no endpoint uses them, so that they would never be called. "
            + "Call MapWebhook<CueEvent>(), or remove the AddHandler calls. An app that calls WebhookReceiver.ReceiveAsync itself "
            + "first calls EnsureReady with its endpoint, before the start; if it maps no webhook endpoint at all, it registers with "
            + "AddWebhookReceiver() instead of AddWebhooks().");

    [Fact]
    public async Task Handlers_OfAnAppThatOnlyCallsTheReceiver_AreNoErrorWithAddWebhookReceiver()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { }, options =>
        {
            options.AddsWebhooks = false;
            options.Builder = builder => builder.Services.AddWebhookReceiver().AddHandler<CueAdClick, ClickHandler>();
        });
        var request = new WebhookRequest("POST", "/", [], CueRequest.Click().Body);

        WebhookReceiveResult result = await app.Services.GetRequiredService<WebhookReceiver>().ReceiveAsync<CueEvent>(request, CancellationToken.None);

        result.SignatureFailure.Should().Be(SignatureFailure.SignatureMissing, "the receiver works");
    }

    [Fact]
    public async Task Store_ThatIsNoSingleton_IsAnError() => await ShouldSayAsync(
        () => StartAsync(
            app => app.MapWebhook<CueEvent>(_ => Task.CompletedTask),
            options => options.Builder = builder => builder.Services.AddTransient<IIdempotencyStore>(_ => new InMemoryIdempotencyStore())),
        "The IIdempotencyStore is not registered as a singleton: each delivery has to use the same one. Call AddSingleton.");

    [Fact]
    public async Task Store_ScopedAndDisposedOfAsynchronouslyOnly_IsTheSameError() => await ShouldSayAsync(
        () => StartAsync(
            app => app.MapWebhook<CueEvent>(_ => Task.CompletedTask),
            options => options.Builder = builder => builder.Services.AddScoped<IIdempotencyStore, AsynchronousStore>()),
        "The IIdempotencyStore is not registered as a singleton: each delivery has to use the same one. Call AddSingleton.");

    [Fact]
    public async Task Pattern_Empty_IsAnError()
    {
        Func<Task> start = () => StartAsync(app => app.MapWebhook<CueEvent>("", _ => Task.CompletedTask));

        await start.Should().ThrowAsync<ArgumentException>().WithParameterName("pattern");
    }

    [Theory]
    [InlineData((WebhookOutcome)99, 500)]
    [InlineData(WebhookOutcome.Processed, 301)]
    [InlineData(WebhookOutcome.Processed, 500)]
    [InlineData(WebhookOutcome.BodyTimeout, 200)]
    public void SetStatusCode_ThatMisleadsTheSender_Throws(WebhookOutcome outcome, int status) =>
        new WebhookEndpointOptions().Invoking(options => options.SetStatusCode(outcome, status)).Should().Throw<ArgumentException>();

    [Fact]
    public async Task WorkerApp_WithoutASecret_DoesNotStart()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWebhookReceiver().AddHandler<CueAdClick, ClickHandler>();
        using IHost host = builder.Build();

        await ShouldSayAsync(
            () => host.StartAsync(),
            "No secret is configured for provider 'cue'. Set Webhooks:Cue:Secrets, or pass secrets to Configure<CueEvent>(o => o.Secrets.Add(…)).");
    }

    [Fact]
    public async Task WorkerApp_ThatChecksAnEndpointOfItsOwn_Starts()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Webhooks:Queue:Secrets:0", "secret")]);
        builder.Services.AddWebhookReceiver().AddHandler<CueAdClick, ClickHandler>();
        using IHost host = builder.Build();
        host.Services.GetRequiredService<WebhookReceiver>().EnsureReady(
            new WebhookEndpoint<CueEvent>("queue", new WebhookEndpointOptions { OptionsName = "Queue" }));

        await host.Invoking(h => h.StartAsync()).Should().NotThrowAsync();
    }

    private static async Task StartAsync(Action<WebApplication> map, Action<WebhookAppOptions>? configure = null)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(map, configure);
    }

    private static async Task ShouldSayAsync(Func<Task> start, string? error)
    {
        if (error is null)
        {
            await start.Should().NotThrowAsync();
            return;
        }

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().Be(error);
    }
}
