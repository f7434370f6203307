using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;
using static Webhooks.Receiver.AspNetCore.Tests.StartingApp;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>An app that could forge, lose or repeat deliveries does not start, and says what to set.</summary>
public sealed class StartupChecksTests
{
    private const string NoSecret =
        "No secret is configured for provider 'cue'. Set Webhooks:Cue:Secrets, or pass secrets to Configure<CueEvent>(o => o.Secrets.Add(…)).";

    private const string ExampleSecret =
        "Webhooks:Cue:Secrets:0 is a published example secret, which is for the Development environment only. "
        + "Replace it, or remove that index: configuration lists merge by index.";

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

    public static TheoryData<string, string, string> BadLimits => new()
    {
        { "MaxRequestBodySize", "0", "has to be between 1 and 1073741824 bytes." },
        { "MaxRequestBodySize", "1073741825", "has to be between 1 and 1073741824 bytes." },
        { "MaxRequestBodySize", "-1", "is not a number of bytes such as 2097152." },
        { "MaxRequestBodySize", "2MB", "is not a number of bytes such as 2097152." },
        { "MaxJsonDepth", "0", "has to be between 1 and 1000 levels." },
        { "MaxJsonDepth", "1001", "has to be between 1 and 1000 levels." },
        { "MaxJsonDepth", "deep", "is not a whole number such as 64." },
        { "MediaTypes:0", "text", "has to be a content type without parameters, such as text/plain, or */* for any." },
        { "MediaTypes:0", "text/plain; charset=utf-8", "has to be a content type without parameters, such as text/plain, or */* for any." },
        { "MediaTypes:0", "text/*", "has to be a content type without parameters, such as text/plain, or */* for any." },
        { "MediaTypes:0", "/plain", "has to be a content type without parameters, such as text/plain, or */* for any." },
        { "MediaTypes", "text/plain", "is a single value. It has to be a list: [\"text/plain\"]." },
        { "BodyTimeout", "00:00:00", "has to be above zero and at most 1.00:00:00." },
        { "BodyTimeout", "2.00:00:00", "has to be above zero and at most 1.00:00:00." },
        { "HandlerTimeout", "-00:00:01", "has to be above zero and at most 1.00:00:00." },
        { "HandlerTimeout", "soon", "is not a time span such as 00:00:30 or 7.00:00:00." },
        { "Tolerance", "-00:00:01", "has to be zero or more, and at most 1.00:00:00." },
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
    [InlineData("MaxJsonDepth", "1")]
    [InlineData("MaxJsonDepth", "1000")]
    [InlineData("MediaTypes:0", "application/vnd.acme.v1+x")]
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
        "HandlerTimeout in the options of the endpoint '/webhooks/cue' has to be above zero and at most 1.00:00:00.",
        app => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask).WithWebhook<CueEvent>(options => options.HandlerTimeout = TimeSpan.Zero));

    [Fact]
    public async Task Errors_Several_AreAllSaidAtOnce() => await ShouldNotStartAsync(
        NoSecret + Environment.NewLine + "Webhooks:Cue:MaxRequestBodySize has to be between 1 and 1073741824 bytes." + Environment.NewLine
        + "No secret is configured for provider 'tiny'. Set Webhooks:tiny:Secrets, or pass secrets to Configure<TinyEvent>(o => o.Secrets.Add(…)).",
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
}
