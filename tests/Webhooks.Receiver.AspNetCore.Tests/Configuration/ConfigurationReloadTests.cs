using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Settings that change while the app runs, in a file that it watches.</summary>
public sealed class ConfigurationReloadTests
{
    private const string Old = "old-secret-5f1c";
    private const string New = "new-secret-90ab";
    private const string RejectedPrefix = "The reloaded configuration was rejected, and the last valid one stays in use: ";

    [Fact]
    public async Task Secrets_RotatedInTheFile_AreInForceWithoutARestart()
    {
        using var file = new SettingsFile(Old);
        await using WebhookApp app = await StartAsync(file);
        IOptionsMonitor<WebhookOptions> monitor = app.Services.GetRequiredService<IOptionsMonitor<WebhookOptions>>();
        (await StatusOfAsync(app, Old)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, New)).Should().Be(HttpStatusCode.Unauthorized);
        monitor.Get("Cue").Secrets.Should().Equal(Old);

        file.WriteSecrets(New, Old);
        await Eventually.Holds(async () => await StatusOfAsync(app, New) == HttpStatusCode.OK, "the new secret is accepted");
        (await StatusOfAsync(app, Old)).Should().Be(HttpStatusCode.OK);
        monitor.Get("Cue").Secrets.Should().Equal(New, Old);

        file.WriteSecrets(New);
        await Eventually.Holds(async () => await StatusOfAsync(app, Old) == HttpStatusCode.Unauthorized, "the old secret is refused");
        (await StatusOfAsync(app, New)).Should().Be(HttpStatusCode.OK);
        monitor.Get("Cue").Secrets.Should().Equal(New);
        app.Logs.Of(1014).Should().NotBeEmpty();
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Fact]
    public async Task Limits_ChangedInTheFile_AreInForceWithoutARestart()
    {
        using var file = new SettingsFile(Old);
        await using WebhookApp app = await StartAsync(file);
        CueRequest request = CueRequest.OfSize(500) with { SignedWith = Old };
        (await app.StatusOfAsync(request)).Should().Be(HttpStatusCode.OK);

        file.Write(new JsonObject { ["Secrets"] = new JsonArray(Old), ["MaxRequestBodySize"] = 499 });

        await Eventually.Holds(async () => await app.StatusOfAsync(request) == HttpStatusCode.RequestEntityTooLarge, "the new limit is in force");
    }

    public static TheoryData<string, string> BadSettings => new()
    {
        {
            """{"Secrets":[]}""",
            "No secret is configured for provider 'cue'. Set Webhooks:Cue:Secrets, or pass secrets to Configure<CueEvent>(o => o.Secrets.Add(…))."
        },
        { """{"Secrets":["good-secret-1","  "]}""", "Webhooks:Cue:Secrets:1 is blank. A blank secret protects nothing: remove it." },
        {
            """{"Secrets":["good-secret-1",""]}""",
            "Webhooks:Cue:Secrets:1 is blank. A blank secret protects nothing: remove it."
        },
        {
            """{"Secrets":"good-secret-1"}""",
            "Webhooks:Cue:Secrets is a single value. It has to be a list: [\"current\", \"previous\"]."
        },
        {
            """{"Secrets":["good-secret-1"],"MaxRequestBodySize":"2 MB"}""",
            "Webhooks:Cue:MaxRequestBodySize is not a number of bytes such as 2097152."
        },
        {
            """{"Secrets":["good-secret-1"],"IdempotencyLease":"half a minute"}""",
            "Webhooks:Cue:IdempotencyLease is not a time span such as 00:00:30 or 7.00:00:00."
        },
        {
            """{"Secrets":["good-secret-1"],"MaxRequestBodySize":0}""",
            "Webhooks:Cue:MaxRequestBodySize has to be between 1 and 1073741824 bytes."
        },
        {
            """{"Secrets":["EXAMPLE-ONLY-secret"]}""",
            "Webhooks:Cue:Secrets:0 is a published example secret, which is for the Development environment only. "
                + "Replace it, or remove that index: configuration lists merge by index."
        },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public async Task Reload_ThatIsBad_ChangesNothingAndIsSaidOnce(string settings, string error)
    {
        using var file = new SettingsFile(Old);
        await using WebhookApp app = await StartAsync(file);
        WebhookConfigurationStatus status = app.Services.GetRequiredService<WebhookConfigurationStatus>();
        (await HealthAsync(app)).Should().Be((HttpStatusCode.OK, "Healthy"));

        file.Write(JsonNode.Parse(settings)!.AsObject());
        await Eventually.Holds(() => status.Rejected.Count > 0, "the reload is rejected");
        ((IConfigurationRoot)app.Services.GetRequiredService<IConfiguration>()).Reload(); // announces the same once more

        status.Rejected.Should().Equal(error);
        LogEntry entry = app.Logs.Errors.Should().ContainSingle().Subject;
        entry.Id.Id.Should().Be(1013);
        entry.Level.Should().Be(LogLevel.Error);
        entry.Message.Should().Be(RejectedPrefix + error);
        (await StatusOfAsync(app, Old)).Should().Be(HttpStatusCode.OK, "the last good settings are in force");
        (await StatusOfAsync(app, "good-secret-1")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, "  ")).Should().Be(HttpStatusCode.Unauthorized);
        (await HealthAsync(app)).Should().Be((HttpStatusCode.OK, "Degraded"));
        HealthReport report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        report.Entries["webhooks"].Description.Should().Be(RejectedPrefix + error);

        file.WriteSecrets(New);
        await Eventually.Holds(async () => await HealthAsync(app) == (HttpStatusCode.OK, "Healthy"), "a good reload makes it healthy");
        (await StatusOfAsync(app, New)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, Old)).Should().Be(HttpStatusCode.Unauthorized);
        app.Logs.Errors.Should().ContainSingle();
    }

    [Fact]
    public async Task Reload_ThatIsBadAgainAfterAGoodOne_IsSaidAgain()
    {
        using var file = new SettingsFile(Old);
        await using WebhookApp app = await StartAsync(file);
        WebhookConfigurationStatus status = app.Services.GetRequiredService<WebhookConfigurationStatus>();
        for (int i = 1; i <= 2; i++)
        {
            file.WriteSecrets();
            await Eventually.Holds(() => status.Rejected.Count > 0, "the reload is rejected");
            app.Logs.Errors.Should().HaveCount(i);
            file.WriteSecrets(Old);
            await Eventually.Holds(() => status.Rejected.Count == 0, "the reload is accepted");
        }
    }

    /// <summary>Routing builds endpoints anew for its first request: what was checked at start has to be in force there too.</summary>
    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    [InlineData("/group/cue")]
    public async Task Reload_ThatIsBadBeforeTheFirstDelivery_ChangesNothing(string path)
    {
        int configured = 0;
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask).WithWebhook<CueEvent>(_ => configured++);
            app.MapPost("/free-form", (Webhook<CueEvent> webhook) => { }).WithWebhook<CueEvent>(_ => configured++);
            app.MapGroup("/group").MapWebhook<CueEvent>("/cue", (_, _) => Task.CompletedTask).WithWebhook<CueEvent>(_ => configured++);
        });
        var configuration = (IConfigurationRoot)app.Services.GetRequiredService<IConfiguration>();

        configuration["Webhooks:Cue:MaxRequestBodySize"] = "0";
        configuration.Reload();

        app.Services.GetRequiredService<WebhookConfigurationStatus>().Rejected.Should().ContainSingle();
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        configured.Should().Be(3, "each is configured once, at start");
    }

    [Fact]
    public async Task Reload_DuringDeliveries_LosesNone()
    {
        using var file = new SettingsFile(Old);
        await using WebhookApp app = await StartAsync(file);
        var configuration = (IConfigurationRoot)app.Services.GetRequiredService<IConfiguration>();
        bool isDone = false;
        Task reloading = Task.Run(() =>
        {
            for (int i = 0; i < 2000 && !Volatile.Read(ref isDone); i++)
            {
                configuration.Reload();
            }
        });
        for (int i = 0; i < 200; i++)
        {
            (await app.StatusOfAsync(CueRequest.Click($"evt_{i}") with { SignedWith = Old })).Should().Be(HttpStatusCode.OK);
        }

        Volatile.Write(ref isDone, true);
        await reloading;
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    private static Task<WebhookApp> StartAsync(SettingsFile file) => WebhookApp.StartAsync(
        app =>
        {
            app.MapHealthChecks("/health");
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
        },
        options =>
        {
            options.Settings.Clear();
            options.Builder = builder =>
            {
                file.AddTo(builder.Configuration);
                builder.Services.AddHealthChecks().AddWebhooks();
            };
        });

    private static Task<HttpStatusCode> StatusOfAsync(WebhookApp app, string secret) =>
        app.StatusOfAsync(CueRequest.Click() with { SignedWith = secret });

    private static async Task<(HttpStatusCode Status, string Text)> HealthAsync(WebhookApp app)
    {
        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("/health", UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
