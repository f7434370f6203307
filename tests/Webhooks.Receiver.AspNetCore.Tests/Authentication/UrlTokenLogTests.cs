using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using static Webhooks.Receiver.AspNetCore.Tests.UrlTokenApp;

namespace Webhooks.Receiver.AspNetCore.Tests;

[Collection(RunsAlone.Name)]
public sealed class UrlTokenLogTests
{
    private static readonly ProviderUnderTest _sori = ProvidersUnderTest.Sori;

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
        // ASP.NET Core puts the path into log scopes; they belong to the host.
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
}
