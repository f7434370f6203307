using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>SORI does not sign (R1): a secret word in the URL stands in, and nothing that is handed on pretends more.</summary>
[Collection(RunsAlone.Name)]
public sealed class UrlTokenTests
{
    private const string Token = "Canary-token_7Zq9x~2.0";
    private const string Other = "Second-token_51Kd8~4.1";

    private static readonly ProviderUnderTest _sori = ProvidersUnderTest.Sori;

    [Theory]
    [InlineData("/webhooks/sori/{token}", "/webhooks/sori/")]
    [InlineData("/hooks/{token}/sori", "/hooks/*/sori")]
    [InlineData("/hooks/{token:minlength(5)}", "/hooks/")]
    public async Task Token_Right_IsHandledAsNotAuthenticated(string pattern, string path)
    {
        List<(SoriEvent Event, AuthenticatedParts Authenticated, string Endpoint, DateTimeOffset? SignedAt)> handled = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<SoriEvent>(pattern, (e, context) =>
            {
                WebhookDelivery delivery = context.Delivery;
                handled.Add((e, delivery.Authenticated, delivery.Endpoint, delivery.SignedAt));
                return Task.CompletedTask;
            }),
            options => _sori.Configure(options, Token));
        path = path.Contains('*', StringComparison.Ordinal) ? path.Replace("*", Token, StringComparison.Ordinal) : path + Token;

        (await StatusOfAsync(app, path, "c-1")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, path, "c-1")).Should().Be(HttpStatusCode.OK);

        var seen = handled.Should().ContainSingle().Subject;
        seen.Event.Should().BeOfType<SoriClick>().Which.CampaignId.Should().Be("c-1");
        seen.Event.IsAuthenticated.Should().BeFalse();
        seen.Authenticated.Should().Be(AuthenticatedParts.None);
        seen.SignedAt.Should().BeNull();
        seen.Endpoint.Should().Be(pattern, "the path has the token in it");
    }

    public static TheoryData<string> WrongTokens =>
    [
        "Canary-token_7Zq9x~2.1", "Canary-token_7Zq9x~2", "Canary-token_7Zq9x~2.0x", "xCanary-token_7Zq9x~2.0", "canary-token_7Zq9x~2.0",
        "CANARY-TOKEN_7ZQ9X~2.0", "C", "Canary-token_7Zq9x~2.0%20", "%20Canary-token_7Zq9x~2.0", "{token}", "*",
        "Canary-token_7Zq9x~2.0%EF%BB%BF", new string('a', 513), new string('a', 4000),
    ];

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task Token_Wrong_IsRefusedLikeAForgedSignature(string token)
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);
        await using WebhookApp signed = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        using HttpResponseMessage response = await PostAsync(app, $"/webhooks/sori/{token}", "c-1");
        using HttpResponseMessage forged = await signed.SendAsync(CueRequest.Click() with { SignedWith = "another" });

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await HttpAnswer.OfAsync(response)).Should().Be(await HttpAnswer.OfAsync(forged));
        app.Logs.Of(1000).Should().ContainSingle().Which["SignatureFailure"].Should().Be(SignatureFailure.UrlTokenMismatch);
        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task Token_PercentEncoded_IsTheSameToken()
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);

        (await StatusOfAsync(app, "/webhooks/sori/%43anary%2Dtoken_7Zq9x~2.0", "c-1")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_WithNul_IsRefusedByTheServer()
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);

        (await StatusOfAsync(app, $"/webhooks/sori/{Token}%00", "c-1")).Should().Be(HttpStatusCode.BadRequest);
        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task Token_Missing_IsNotFound()
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);

        (await StatusOfAsync(app, "/webhooks/sori", "c-1")).Should().Be(HttpStatusCode.NotFound);
        (await StatusOfAsync(app, "/webhooks/sori/", "c-1")).Should().Be(HttpStatusCode.NotFound);
        (await StatusOfAsync(app, $"/webhooks/sori/{Token}/more", "c-1")).Should().Be(HttpStatusCode.NotFound);
    }

    /// <summary>An optional or defaulted token is no token: neither lets anybody in.</summary>
    [Theory]
    [InlineData("/webhooks/sori/{token?}")]
    [InlineData("/webhooks/sori/{token=none}")]
    [InlineData("/webhooks/sori/{**token}")]
    public async Task Token_LeftOut_IsRefused(string pattern)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<SoriEvent>(pattern, (_, _) => Task.CompletedTask), options => _sori.Configure(options, Token));

        (await StatusOfAsync(app, "/webhooks/sori", "c-1")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, $"/webhooks/sori/{Token}", "c-1")).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("?token=" + Token, "")]
    [InlineData("", "token")]
    [InlineData("", "X-Token")]
    public async Task Token_ElsewhereInTheRequest_IsNotTaken(string query, string header)
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);
        using HttpRequestMessage message = _sori.Message(_sori.Body("c-1"), app.Clock.GetUtcNow(), path: $"/webhooks/sori/wrong{query}");
        if (header.Length > 0)
        {
            message.Headers.Add(header, Token);
        }

        using HttpResponseMessage response = await app.Client.SendAsync(message);
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_RotatedInTheFile_AreInForceWithoutARestart()
    {
        using var file = new SettingsFile();
        WriteTokens(file, Token);
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask, options =>
        {
            options.Settings.Clear();
            options.Builder = builder => file.AddTo(builder.Configuration);
        });
        int sent = 0;
        Task<HttpStatusCode> Send(string token) => StatusOfAsync(app, $"/webhooks/sori/{token}", $"c-{sent++}");
        (await Send(Token)).Should().Be(HttpStatusCode.OK);
        (await Send(Other)).Should().Be(HttpStatusCode.Unauthorized);

        WriteTokens(file, Other, Token);
        await Eventually.Holds(async () => await Send(Other) == HttpStatusCode.OK, "the new token is accepted");
        (await Send(Token)).Should().Be(HttpStatusCode.OK);

        WriteTokens(file, Other);
        await Eventually.Holds(async () => await Send(Token) == HttpStatusCode.Unauthorized, "the old token is refused");
        (await Send(Other)).Should().Be(HttpStatusCode.OK);

        WriteTokens(file);
        WebhookConfigurationStatus status = app.Services.GetRequiredService<WebhookConfigurationStatus>();
        await Eventually.Holds(() => status.Rejected.Count > 0, "a reload without tokens is rejected");
        (await Send(Other)).Should().Be(HttpStatusCode.OK, "the last good settings are in force");
        (await Send("wrong")).Should().Be(HttpStatusCode.Unauthorized);
    }

    /// <summary>The same event under another token is the same event: tokens rotate in the middle of retries.</summary>
    [Fact]
    public async Task Tokens_OneEventUnderBoth_IsHandledOnce()
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(_ => Task.FromResult(++handled), options => _sori.Configure(options, Token, Other));

        (await StatusOfAsync(app, $"/webhooks/sori/{Token}", "c-1")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, $"/webhooks/sori/{Other}", "c-1")).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(1);
    }

    [Fact]
    public async Task Token_StandsInNothingOfOurs()
    {
        using var activities = new ActivityCollector();
        using var meters = new MeterCollector(factory: null);
        List<string> answers = [];
        await using WebhookApp app = await StartAsync(
            e => e.CampaignId == "c-bad" ? throw new InvalidOperationException("The handler's own words.") : Task.CompletedTask,
            options => options.Builder = builder => builder.Services.AddHealthChecks().AddWebhooks());
        await SendEveryWayAsync(app, answers);
        HealthReport health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        await app.Host.StopAsync();

        app.Logs.Ours.Should().Contain(entry => entry.Id.Id == 1000).And.Contain(entry => entry.Id.Id == 1004);
        activities.Ours.Should().HaveCount(answers.Count);
        meters.Of(WebhookTelemetry.Deliveries).Should().HaveCount(answers.Count);
        // Scopes are the host's: ASP.NET Core puts the path into them, whoever logs.
        Found(app.Logs.Ours.Select(entry => (entry with { Scopes = [] }).Everything)).Should().BeEmpty();
        Found(activities.Ours.Select(ActivityCollector.Everything)).Should().BeEmpty();
        Found(meters.All.Where(measured => measured.Instrument.Meter.Name == WebhookTelemetry.MeterName).Select(measured => measured.Everything)).Should().BeEmpty();
        Found(answers).Should().BeEmpty();
        Found(health.Entries.Select(entry => $"{entry.Value.Description} {entry.Value.Exception}")).Should().BeEmpty();
    }

    /// <summary>ASP.NET Core's own request log has the path. The sample's settings silence it.</summary>
    [Fact]
    public async Task Token_WithTheSamplesLogLevels_StandsInNoMessage()
    {
        (await EntriesAsync(new() { ["Default"] = "Trace" })).Select(entry => (entry with { Scopes = [] }).Everything).Where(HasToken)
            .Should().NotBeEmpty("ASP.NET Core logs paths, else this test shows nothing");

        IReadOnlyList<LogEntry> entries = await EntriesAsync([], "QuickStart/appsettings.json");

        entries.Select(entry => (entry with { Scopes = [] }).Everything).Where(HasToken).Should().BeEmpty();
    }

    /// <summary>The scope around a request has the path as well, at any level but None; it shows where a sink writes scopes.</summary>
    [Fact]
    public async Task Token_WithHostingDiagnosticsAtNone_StandsInNoScopeEither()
    {
        (await EntriesAsync(new() { ["Default"] = "Information", ["Microsoft.AspNetCore"] = "Warning" })).Select(entry => entry.Everything)
            .Where(HasToken).Should().NotBeEmpty("a level does not take the scope away, else this test shows nothing");

        IReadOnlyList<LogEntry> entries = await EntriesAsync(new()
        {
            ["Default"] = "Information",
            ["Microsoft.AspNetCore"] = "Warning",
            ["Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        });

        entries.Select(entry => entry.Everything).Where(HasToken).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/webhooks/sori")]
    [InlineData("/webhooks/sori/{word}")]
    [InlineData("/webhooks/sori/token")]
    [InlineData("/webhooks/sori/" + Token)]
    public async Task Pattern_WithoutToken_Throws(string pattern)
    {
        Func<Task> start = () => WebhookApp.StartAsync(
            app => app.MapWebhook<SoriEvent>(pattern, (_, _) => Task.CompletedTask), options => _sori.Configure(options, Token));

        (await start.Should().ThrowExactlyAsync<WebhookConfigurationException>()).Which.Message.Should().Be(
            $"Provider 'sori' does not sign, and '{pattern}' has no URL token in it. Map a path with {{token}}, such as '/webhooks/sori/{{token}}'.");
    }

    [Fact]
    public async Task Pattern_FreeFormWithoutToken_Throws()
    {
        Func<Task> start = () => WebhookApp.StartAsync(
            app => app.MapPost("/free", (Webhook<SoriEvent> webhook) => Results.Ok()), options => _sori.Configure(options, Token));

        await start.Should().ThrowExactlyAsync<WebhookConfigurationException>().WithMessage("Provider 'sori' does not sign, and '/free' has no URL token in it.*");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("fifteen-letters")]
    [InlineData("with a space in the middle")]
    [InlineData("with/a/slash/in/the/middle")]
    [InlineData("")]
    public async Task Tokens_Unusable_Throws(string token)
    {
        Func<Task> start = () => StartAsync(_ => Task.CompletedTask, options => _sori.Configure(options, Token, token));

        string message = (await start.Should().ThrowExactlyAsync<WebhookConfigurationException>()).Which.Message;
        message.Should().Contain("Webhooks:Sori:UrlTokens:1").And.NotContain(Token);
    }

    [Fact]
    public async Task Tokens_None_Throws()
    {
        Func<Task> start = () => StartAsync(_ => Task.CompletedTask, options => options.Settings.Clear());

        (await start.Should().ThrowExactlyAsync<WebhookConfigurationException>()).Which.Message.Should().Contain("Webhooks:Sori:UrlTokens");
    }

    [Fact]
    public async Task DangerouslyAcceptUnauthenticatedRequests_TakesAnybodyAndWarnsAtEachStart()
    {
        for (int start = 0; start < 2; start++)
        {
            List<(SoriEvent Event, AuthenticatedParts Authenticated)> handled = [];
            await using WebhookApp app = await WebhookApp.StartAsync(
                app => app.MapWebhook<SoriEvent>("/open", (e, context) =>
                {
                    handled.Add((e, context.Delivery.Authenticated));
                    return Task.CompletedTask;
                }),
                options =>
                {
                    options.Settings.Clear();
                    options.Settings["Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests"] = "true";
                });
            LogEntry warning = app.Logs.Of(1017).Should().ContainSingle().Subject;
            warning.Level.Should().Be(LogLevel.Warning);
            warning.Message.Should().Be(
                "The endpoint /open accepts deliveries of sori from anybody: DangerouslyAcceptUnauthenticatedRequests is set. Every event may be forged.");

            (await StatusOfAsync(app, "/open", "c-1")).Should().Be(HttpStatusCode.OK);

            handled.Should().ContainSingle().Which.Authenticated.Should().Be(AuthenticatedParts.None);
        }
    }

    /// <summary>The dangerous setting is for those who do not sign; a signature is asked for all the same.</summary>
    [Fact]
    public async Task DangerouslyAcceptUnauthenticatedRequests_OfASigningProvider_LetsNobodyIn()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Task.CompletedTask, options => options.Settings["Webhooks:Cue:DangerouslyAcceptUnauthenticatedRequests"] = "true");

        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "another" })).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    private static async Task SendEveryWayAsync(WebhookApp app, List<string> answers)
    {
        (string Path, byte[] Body)[] deliveries =
        [
            ($"/webhooks/sori/{Token}", _sori.Body("c-1")), ($"/webhooks/sori/{Token}", _sori.Body("c-1")), ($"/webhooks/sori/{Token}", _sori.Body("c-bad")),
            ($"/webhooks/sori/{Token}x", _sori.Body("c-2")), ($"/webhooks/sori/{Token[..^1]}", _sori.Body("c-2")), ($"/webhooks/sori/{Token}", "no JSON"u8.ToArray()),
        ];
        foreach ((string path, byte[] body) in deliveries)
        {
            using HttpRequestMessage message = _sori.Message(body, app.Clock.GetUtcNow(), path: path);
            using HttpResponseMessage response = await app.Client.SendAsync(message);
            answers.Add((await HttpAnswer.OfAsync(response)).ToString());
        }
    }

    private static async Task<IReadOnlyList<LogEntry>> EntriesAsync(Dictionary<string, string> levels, string? file = null)
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask, options =>
        {
            options.HasLogLevelsOfSettings = true;
            foreach ((string category, string level) in levels)
            {
                options.Settings[$"Logging:LogLevel:{category}"] = level;
            }

            if (file is not null)
            {
                options.Builder = builder => builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, file), optional: false);
            }
        });
        await SendEveryWayAsync(app, []);
        await app.Host.StopAsync();
        app.Logs.Ours.Should().NotBeEmpty();
        return app.Logs.Entries;
    }

    private static bool HasToken(string text) => text.Contains(Token[..10], StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Found(IEnumerable<string> texts) => texts.Where(HasToken);

    private static void WriteTokens(SettingsFile file, params string[] tokens) => file.WriteSection("Sori", new JsonObject
    {
        ["UrlTokens"] = new JsonArray([.. tokens.Select(token => (JsonNode)JsonValue.Create(token)!)]),
    });

    private static Task<WebhookApp> StartAsync(Func<SoriEvent, Task> handler, Action<WebhookAppOptions>? configure = null) => WebhookApp.StartAsync(
        app => app.MapWebhook<SoriEvent>((e, _) => handler(e)),
        options =>
        {
            _sori.Configure(options, Token);
            configure?.Invoke(options);
        });

    private static async Task<HttpResponseMessage> PostAsync(WebhookApp app, string path, string id)
    {
        using HttpRequestMessage message = _sori.Message(_sori.Body(id), app.Clock.GetUtcNow(), path: path);
        return await app.Client.SendAsync(message);
    }

    private static async Task<HttpStatusCode> StatusOfAsync(WebhookApp app, string path, string id)
    {
        using HttpResponseMessage response = await PostAsync(app, path, id);
        return response.StatusCode;
    }
}
