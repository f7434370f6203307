using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>What a sender or a setting says stands in no log, trace, metric, exception or answer, at any level.</summary>
[Collection(RunsAlone.Name)]
public sealed class CanaryTests
{
    private const string Canary = "canary7Zq9x";
    private const string SecretCanary = "sparrow4Kw2p-secret";

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Telemetry_OfEveryOutcome_QuotesNothingOfARequest(string environment)
    {
        using var activities = new ActivityCollector();
        using var meters = new MeterCollector(factory: null);
        await using EveryOutcome outcomes = await EveryOutcome.StartAsync(Canary, SecretCanary, options =>
        {
            options.Environment = environment;
            Action<WebApplicationBuilder> before = options.Builder!;
            options.Builder = builder =>
            {
                before(builder);
                builder.Services.AddHealthChecks().AddWebhooks();
            };
        });
        await outcomes.DriveAsync();
        HealthReport health = await RejectReloadAsync(outcomes.App);
        WebhookApp app = outcomes.App;
        await app.Host.StopAsync();

        outcomes.Answers.Select(answer => answer.Outcome).Distinct().Order().Should().Equal(
            Enum.GetValues<WebhookOutcome>().Except([WebhookOutcome.Accepted, WebhookOutcome.Answered]).Order(), "else this test shows nothing");
        activities.Ours.Should().HaveCount(outcomes.Answers.Count);
        Found(outcomes.Answers.Select(answer => answer.Answer)).Should().BeEmpty();
        Found(app.Logs.Entries.Select(entry => entry.Everything)).Should().BeEmpty();
        Found(activities.All.Select(ActivityCollector.Everything)).Should().BeEmpty();
        Found(meters.All.Select(measured => measured.Everything)).Should().BeEmpty();
        Found(health.Entries.Select(entry => $"{entry.Value.Description} {entry.Value.Exception}")).Should().BeEmpty();
    }

    [Fact]
    public async Task Exceptions_OfStartUp_QuoteNoSecret()
    {
        Func<Task> start = () => EveryOutcome.StartAsync(Canary, SecretCanary, options =>
        {
            options.Settings["Webhooks:Cue:Secrets"] = SecretCanary;
            options.Settings["Webhooks:Cue:Secrets:1"] = $"{SecretCanary} {WebhookOptions.ExampleMark}";
            options.Settings["Webhooks:Cue:Secrets:2"] = " ";
            options.Settings["Webhooks:Cue:MaxRequestBodySize"] = SecretCanary;
            options.Settings["Webhooks:Cue:IdempotencyLease"] = SecretCanary;
        });

        Exception thrown = (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which;
        thrown.Message.Split(Environment.NewLine).Should().HaveCount(5);
        thrown.ToString().Should().NotContain(SecretCanary);
    }

    /// <summary>A secret where a number should stand, as careless editing puts it.</summary>
    private static async Task<HealthReport> RejectReloadAsync(WebhookApp app)
    {
        var configuration = (IConfigurationRoot)app.Services.GetRequiredService<IConfiguration>();
        configuration["Webhooks:Cue:MaxRequestBodySize"] = SecretCanary;
        configuration["Webhooks:Cue:Secrets"] = SecretCanary;
        configuration.Reload();
        HealthReport health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        health.Status.Should().Be(HealthStatus.Degraded);
        return health;
    }

    private static IEnumerable<string> Found(IEnumerable<string> texts) => texts.Where(text =>
        text.Contains(Canary, StringComparison.OrdinalIgnoreCase)
        || text.Contains(SecretCanary[..10], StringComparison.OrdinalIgnoreCase)
        || text.Contains("sha256=", StringComparison.OrdinalIgnoreCase)
        || text.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(Canary)), StringComparison.OrdinalIgnoreCase));
}
