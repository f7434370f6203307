using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>An app that could forge, lose or repeat deliveries does not start, and says what to set.</summary>
public sealed class StartupChecksTests
{
    private const string NoSecret =
        "No secret is configured for provider 'cue'. Set Webhooks:Cue:Secrets, or pass secrets to AddWebhooks().Configure<CueEvent>(o => o.Secrets.Add(…)).";

    private const string ExampleSecret =
        "Webhooks:Cue:Secrets:0 is a published example secret, which is for the Development environment only. "
        + "Replace it, or remove that index: configuration lists merge by index.";

    private const string NotRegistered =
        "Webhook endpoints need services that are not registered. Call builder.Services.AddWebhooks() before builder.Build().";

    [Fact]
    public async Task MapWebhook_WithoutAddWebhooks_Throws() =>
        await ShouldNotStartAsync<InvalidOperationException>(NotRegistered, MapDelegate, options => options.AddsWebhooks = false);

    /// <summary>Nothing of ours runs at start then: the framework builds the endpoint on the first request, and that fails, as all do.</summary>
    [Fact]
    public async Task MapPost_WithWebhookParameterAndWithoutAddWebhooks_AnswersNothingAndSaysWhy()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapPost(CueRequest.DefaultPath, (Webhook<CueEvent> webhook) => { }), options => options.AddsWebhooks = false);

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.InternalServerError);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.InternalServerError);
        app.Logs.Errors.Should().HaveCount(2).And.OnlyContain(entry => entry.Exception!.GetBaseException().Message == NotRegistered);
    }

    [Fact]
    public async Task Secrets_None_Throws()
    {
        await ShouldNotStartAsync(NoSecret, MapDelegate, options => options.Settings.Clear());
        await ShouldNotStartAsync(
            NoSecret, app => app.MapPost("/free", (Webhook<CueEvent> webhook) => { }), options => options.Settings.Clear());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    public async Task Secrets_BlankBesideAGoodOne_Throws(string blank) => await ShouldNotStartAsync(
        "Webhooks:Cue:Secrets:1 is blank. A blank secret protects nothing: remove it.",
        MapDelegate, options => options.Settings["Webhooks:Cue:Secrets:1"] = blank);

    [Fact]
    public async Task Secrets_ASingleValue_Throws() => await ShouldNotStartAsync(
        "Webhooks:Cue:Secrets is a single value. It has to be a list: [\"current\", \"previous\"].",
        MapDelegate,
        options =>
        {
            options.Settings.Clear();
            options.Settings["Webhooks:Cue:Secrets"] = "one";
        });

    [Theory]
    [InlineData("Production", "EXAMPLE-ONLY-cue-secret")]
    [InlineData("Staging", "cue-example-only-secret")]
    public async Task Secrets_ExampleOutsideDevelopment_Throws(string environment, string secret) => await ShouldNotStartAsync(
        ExampleSecret, MapDelegate, options =>
        {
            options.Environment = environment;
            options.Settings["Webhooks:Cue:Secrets:0"] = secret;
        });

    [Fact]
    public async Task Secrets_ExampleInDevelopment_Starts()
    {
        const string Secret = "EXAMPLE-ONLY-cue-secret";
        await using WebhookApp app = await WebhookApp.StartAsync(MapDelegate, options =>
        {
            options.Environment = Environments.Development;
            options.Settings["Webhooks:Cue:Secrets:0"] = Secret;
        });

        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = Secret })).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Secrets_ExampleThatSurvivesAtAnotherIndex_Throws() => await ShouldNotStartAsync(
        ExampleSecret.Replace(":0", ":1", StringComparison.Ordinal), MapDelegate,
        options => options.Settings["Webhooks:Cue:Secrets:1"] = "EXAMPLE-ONLY-cue-secret");

    [Fact]
    public async Task Handlers_TwoForOneType_Throws() => await ShouldNotStartAsync(
        "Two handlers are registered for CueAdClick: ClickHandler and OtherClickHandler. Keep one; it may call the others.",
        app => app.MapWebhook<CueEvent>(),
        options => options.Webhooks = webhooks => webhooks.AddHandler<CueAdClick, ClickHandler>().AddHandler<CueAdClick, OtherClickHandler>());

    [Fact]
    public async Task Handlers_OneAddedTwice_Starts()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CueEvent>(),
            options => options.Webhooks = webhooks => webhooks.AddHandler<CueAdClick, ClickHandler>().AddHandler<CueAdClick, ClickHandler>());

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Handlers_BesideADelegateEndpoint_AreForTheOtherEndpoints()
    {
        List<string> own = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>();
                app.MapWebhook<CueEvent>("/own", (e, _) =>
                {
                    own.Add(e.Id);
                    return Task.CompletedTask;
                });
            },
            options => options.Webhooks = webhooks => webhooks.AddHandler<CueAdClick, ClickHandler>());

        (await app.StatusOfAsync(CueRequest.Click("evt_1"))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click("evt_2"), "/own")).Should().Be(HttpStatusCode.OK);
        own.Should().Equal("evt_2");
    }

    [Fact]
    public async Task Handlers_None_Throws() => await ShouldNotStartAsync(
        "No handler is registered for CueEvent, and the endpoint '/webhooks/cue' has none of its own: "
        + "every event would be acknowledged and lost. Call AddHandler<CueEvent, YourHandler>(), or pass a delegate.",
        app => app.MapWebhook<CueEvent>());

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/Webhooks/CUE")]
    [InlineData("/webhooks/cue/")]
    [InlineData("webhooks/cue")]
    public async Task Endpoints_TwoOfOneProviderOnOnePath_Throws(string path)
    {
        string message = $"Two endpoints receive from 'cue' at '{path}'. Map one of them to another path.";
        await ShouldNotStartAsync(message, app =>
        {
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            app.MapWebhook<CueEvent>(path, (_, _) => Task.CompletedTask);
        });
        await ShouldNotStartAsync(message, app =>
        {
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            app.MapPost(path, (Webhook<CueEvent> webhook) => { });
        });
    }

    [Fact]
    public async Task WithWebhook_WithoutWebhookParameter_Throws() => await ShouldNotStartAsync(
        "The endpoint '/plain' is configured with WithWebhook<CueEvent>, but nothing verifies its requests. "
        + "Take a Webhook<CueEvent> parameter, or use MapWebhook<CueEvent>.",
        app => app.MapPost("/plain", () => "unverified").WithWebhook<CueEvent>(_ => { }));

    [Fact]
    public async Task WithWebhook_OfAnotherProvider_Throws() => await ShouldNotStartAsync(
        "The endpoint '/webhooks/cue' is configured with WithWebhook<TinyEvent>, but nothing verifies its requests. "
        + "Take a Webhook<TinyEvent> parameter, or use MapWebhook<TinyEvent>.",
        app => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask).WithWebhook<TinyEvent>(_ => { }));

    [Fact]
    public async Task Parameters_OfAnObject_Throw() => await ShouldNotStartAsync(
        "The endpoint '/free' has a parameter with [AsParameters], in which neither the webhook nor parameters from the body can be found. "
        + "Declare them as parameters of the handler itself.",
        app => app.MapPost("/free", ([AsParameters] FreeParameters parameters) => { }));

    [Fact]
    public async Task Endpoints_OfOneName_Throw() => await ShouldNotStartAsync(
        "Two endpoints that receive from 'cue' are named 'cube', and would take each other's events for duplicates. Give one of them another name.",
        app =>
        {
            app.MapWebhook<CueEvent>("/a", (_, _) => Task.CompletedTask).WithWebhook<CueEvent>(options => options.Name = "cube");
            app.MapWebhook<CueEvent>("/b", (_, _) => Task.CompletedTask).WithWebhook<CueEvent>(options => options.Name = "cube");
        });

    [Fact]
    public async Task Parameter_BoundFromTheBody_Throws() => await ShouldNotStartAsync(
        "The endpoint '/free' binds the parameter 'receipt' from the body, so that no bytes are left to verify. "
        + "Remove it: the Webhook parameter has the event and the raw body.",
        app => app.MapPost("/free", (Webhook<CueEvent> webhook, Receipt receipt) => { }),
        options => options.Builder = builder => builder.Services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TestJsonContext.Default)));

    [Fact]
    public async Task Parameter_BoundFromTheForm_Throws() => await ShouldNotStartAsync(
        "The endpoint '/free' binds the parameter 'form' from the body, so that no bytes are left to verify. "
        + "Remove it: the Webhook parameter has the event and the raw body.",
        app => app.MapPost("/free", (Webhook<CueEvent> webhook, IFormCollection form) => { }).DisableAntiforgery());

    /// <summary>The framework hands the stream over without reading it: the bytes are verified before the handler can.</summary>
    [Fact]
    public async Task Parameter_BodyAsStream_IsReadByTheFilterFirst()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(app => app.MapPost("/free", async (Webhook<CueEvent> webhook, Stream body) =>
        {
            using var reader = new StreamReader(body);
            return $"{webhook.Event.Id}:{await reader.ReadToEndAsync()}";
        }));

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click(), "/free");
        (await response.Content.ReadAsStringAsync()).Should().Be("evt_1:");
        (await app.StatusOfAsync(CueRequest.Click("evt_2") with { SignedWith = "another" }, "/free")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Endpoint_OfTwoProviders_Throws() => await ShouldNotStartAsync(
        "The endpoint '/free' receives from several providers. Map one endpoint for each.",
        app => app.MapPost("/free", (Webhook<CueEvent> one, Webhook<TinyEvent> two) => { }),
        options => options.Settings["Webhooks:tiny:Secrets:0"] = "tiny-secret");

    public static TheoryData<string, string, string> BadLimits => new()
    {
        { "MaxRequestBodySize", "0", "has to be between 1 and 1073741824 bytes." },
        { "MaxRequestBodySize", "1073741825", "has to be between 1 and 1073741824 bytes." },
        { "MaxRequestBodySize", "-1", "is not a number of bytes such as 2097152." },
        { "MaxRequestBodySize", "2MB", "is not a number of bytes such as 2097152." },
        { "BodyTimeout", "00:00:00", "has to be above zero and at most 1.00:00:00." },
        { "BodyTimeout", "2.00:00:00", "has to be above zero and at most 1.00:00:00." },
        { "HandlerTimeout", "-00:00:01", "has to be above zero and at most 1.00:00:00." },
        { "HandlerTimeout", "soon", "is not a time span such as 00:00:30 or 7.00:00:00." },
        { "Tolerance", "-00:00:01", "has to be zero or more, and at most 1.00:00:00." },
        {
            "IdempotencyLease", "00:00:00",
            "has to be at least 00:00:01 and below 00:01:25: after that 'cue' may have stopped retrying, and an event whose handler crashed would be lost."
        },
        {
            "IdempotencyLease", "00:01:25",
            "has to be at least 00:00:01 and below 00:01:25: after that 'cue' may have stopped retrying, and an event whose handler crashed would be lost."
        },
        {
            "IdempotencyRetention", "00:07:00",
            "has to be above 00:07:00: for that long 'cue' may retry an event, or a replay of it may have a valid timestamp."
        },
        { "MaxEventAge", "00:06:59", "has to be 00:07:00 at least: 'cue' retries for so long, and its retries would be refused." },
    };

    [Theory]
    [MemberData(nameof(BadLimits))]
    public async Task Limit_OutOfBounds_Throws(string setting, string value, string message) => await ShouldNotStartAsync(
        $"Webhooks:Cue:{setting} {message}", MapDelegate, options => options.Settings[$"Webhooks:Cue:{setting}"] = value);

    [Theory]
    [InlineData("MaxRequestBodySize", "1")]
    [InlineData("MaxRequestBodySize", "1073741824")]
    [InlineData("IdempotencyLease", "00:01:24")]
    [InlineData("IdempotencyRetention", "00:07:01")]
    [InlineData("MaxEventAge", "00:07:00")]
    [InlineData("HandlerTimeout", "1.00:00:00")]
    public async Task Limit_AtItsBound_Starts(string setting, string value)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(MapDelegate, options => options.Settings[$"Webhooks:Cue:{setting}"] = value);

        (await app.Client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Limit_OfAnEndpointOutOfBounds_Throws() => await ShouldNotStartAsync(
        "HandlerTimeout of the endpoint '/webhooks/cue' (WithWebhook<CueEvent>(o => o.HandlerTimeout = …)) has to be above zero and at most 1.00:00:00.",
        app => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask).WithWebhook<CueEvent>(options => options.HandlerTimeout = TimeSpan.Zero));

    [Fact]
    public async Task Errors_Several_AreAllSaidAtOnce() => await ShouldNotStartAsync(
        NoSecret + Environment.NewLine + "Webhooks:Cue:MaxRequestBodySize has to be between 1 and 1073741824 bytes." + Environment.NewLine
        + "No secret is configured for provider 'tiny'. Set Webhooks:tiny:Secrets, or pass secrets to AddWebhooks().Configure<TinyEvent>(o => o.Secrets.Add(…)).",
        app =>
        {
            MapDelegate(app);
            app.MapWebhook<TinyEvent>((_, _) => Task.CompletedTask);
        },
        options =>
        {
            options.Settings.Clear();
            options.Settings["Webhooks:Cue:MaxRequestBodySize"] = "0";
        });

    [Fact]
    public async Task App_WithoutMappedCue_NeedsNoSecretOfIt()
    {
        await using WebhookApp nothing = await WebhookApp.StartAsync(app => app.MapGet("/", () => "hello"), options => options.Settings.Clear());
        (await nothing.Client.GetStringAsync(new Uri("/", UriKind.Relative))).Should().Be("hello");

        await using WebhookApp tiny = await WebhookApp.StartAsync(
            app => app.MapWebhook<TinyEvent>((_, _) => Task.CompletedTask),
            options =>
            {
                options.Settings.Clear();
                options.Settings["Webhooks:tiny:Secrets:0"] = "tiny-secret";
                options.Settings["Webhooks:Cue:Secrets:0"] = " ";
            });
        (await tiny.StatusOfAsync(CueRequest.Click(), "/webhooks/tiny")).Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(WebhookOutcome.Failed, 200)]
    [InlineData(WebhookOutcome.Failed, 399)]
    [InlineData(WebhookOutcome.InProgress, 202)]
    [InlineData(WebhookOutcome.ClaimLost, 204)]
    [InlineData(WebhookOutcome.Unavailable, 302)]
    [InlineData(WebhookOutcome.Unauthenticated, 200)]
    public void SetStatusCode_ThatLosesEvents_Throws(WebhookOutcome outcome, int status)
    {
        var options = new WebhookEndpointOptions();

        options.Invoking(o => o.SetStatusCode(outcome, status)).Should().Throw<ArgumentException>().WithMessage(
            $"{outcome} cannot be answered with {status}: the sender would treat the delivery as accepted. (Parameter 'statusCode')");
    }

    [Theory]
    [InlineData(199)]
    [InlineData(600)]
    [InlineData(-1)]
    public void SetStatusCode_ThatIsNone_Throws(int status) =>
        new WebhookEndpointOptions().Invoking(o => o.SetStatusCode(WebhookOutcome.Processed, status))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("statusCode");

    [Fact]
    public async Task SetStatusCode_Forbidden_StopsTheAppAtStart() => await ShouldNotStartAsync<ArgumentException>(
        "Failed cannot be answered with 200: the sender would treat the delivery as accepted. (Parameter 'statusCode')",
        app => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask)
            .WithWebhook<CueEvent>(options => options.SetStatusCode(WebhookOutcome.Failed, 200)));

    private static void MapDelegate(WebApplication app) => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);

    private static Task ShouldNotStartAsync(string message, Action<WebApplication> map, Action<WebhookAppOptions>? configure = null) =>
        ShouldNotStartAsync<WebhookConfigurationException>(message, map, configure);

    private static async Task ShouldNotStartAsync<TException>(
        string message, Action<WebApplication> map, Action<WebhookAppOptions>? configure = null)
        where TException : Exception
    {
        int port = FreePort();
        Func<Task> start = () => WebhookApp.StartAsync(map, options =>
        {
            options.Port = port;
            configure?.Invoke(options);
        });

        (await start.Should().ThrowExactlyAsync<TException>()).Which.Message.Should().Be(message);

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.Awaiting(s => s.ConnectAsync(IPAddress.Loopback, port)).Should().ThrowAsync<SocketException>("nothing listens");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private sealed record FreeParameters(Webhook<CueEvent> Webhook, CancellationToken CancellationToken);
}
