using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookSettingsTests
{
    private const string Secret = "Webhooks:Cue:Secrets:0";

    [Fact]
    public void Setting_AsText_IsItsOriginOnly()
    {
        var setting = typeof(WebhookOptions).Assembly.GetType("Webhooks.Receiver.Setting`1", throwOnError: true)!.MakeGenericType(typeof(string));

        Activator.CreateInstance(setting, "canary-secret", Secret)!.ToString().Should().Be(Secret);
    }

    [Fact]
    public void EnsureReady_NoSecret_SaysWhatToSet() => ErrorsOf(new()).Should().Equal(
        "No secret is configured for provider 'cue'. Set Webhooks:Cue:Secrets, or pass secrets to Configure<CueEvent>(o => o.Secrets.Add(…)).");

    [Theory]
    [InlineData("Webhooks:Cue:Secrets", "one", "Webhooks:Cue:Secrets is a single value. It has to be a list: [\"current\", \"previous\"].")]
    [InlineData("Webhooks:Cue:Secrets:1", " ", "Webhooks:Cue:Secrets:1 is blank. A blank secret protects nothing: remove it.")]
    [InlineData("Webhooks:Cue:Secrets:1", "EXAMPLE-ONLY-secret", "Webhooks:Cue:Secrets:1 is a published example secret, which is for the "
        + "Development environment only. Replace it, or remove that index: configuration lists merge by index.")]
    [InlineData("Webhooks:Cue:MaxRequestBodySize", "2 MB", "Webhooks:Cue:MaxRequestBodySize is not a number of bytes such as 2097152.")]
    [InlineData("Webhooks:Cue:MaxRequestBodySize", "0", "Webhooks:Cue:MaxRequestBodySize has to be between 1 and 1073741824 bytes.")]
    [InlineData("Webhooks:Cue:IdempotencyRetention", "30", "Webhooks:Cue:IdempotencyRetention is not a time span such as 00:00:30 or 7.00:00:00.")]
    [InlineData("Webhooks:Cue:IdempotencyRetention", "soon", "Webhooks:Cue:IdempotencyRetention is not a time span such as 00:00:30 or 7.00:00:00.")]
    [InlineData("Webhooks:Cue:IdempotencyRetention", "00:07:00", "Webhooks:Cue:IdempotencyRetention has to be above 00:07:00: for that long 'cue' may "
        + "retry an event, or a replay of it may have a valid timestamp.")]
    [InlineData("Webhooks:Cue:IdempotencyLease", "00:01:25", "Webhooks:Cue:IdempotencyLease has to be at least 00:00:01 and below 00:01:25: after that 'cue' "
        + "may have stopped retrying, and an event whose handler crashed would be lost.")]
    [InlineData("Webhooks:Cue:MaxEventAge", "00:05:00", "Webhooks:Cue:MaxEventAge has to be 00:07:00 at least: 'cue' retries for so long, and its "
        + "retries would be refused.")]
    [InlineData("Webhooks:Cue:BodyTimeout", "00:00:00", "Webhooks:Cue:BodyTimeout has to be above zero and at most 1.00:00:00.")]
    [InlineData("Webhooks:Cue:HandlerTimeout", "-00:00:01", "Webhooks:Cue:HandlerTimeout has to be above zero and at most 1.00:00:00.")]
    [InlineData("Webhooks:Cue:Tolerance", "-00:00:01", "Webhooks:Cue:Tolerance has to be zero or more, and at most 1.00:00:00.")]
    public void EnsureReady_BadSetting_NamesItAndQuotesNoSecret(string setting, string value, string error)
    {
        Dictionary<string, string?> settings = new() { [Secret] = CueDelivery.Secret, [setting] = value };

        ErrorsOf(settings).Should().Equal(error);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    [InlineData("Staging", false)]
    public void EnsureReady_ExampleSecret_InDevelopmentOnly(string environment, bool isReady)
    {
        Dictionary<string, string?> settings = new() { [Secret] = $"{WebhookOptions.ExampleMark}-cue" };

        ErrorsOf(settings, build => build.Services.AddSingleton<IHostEnvironment>(new TestEnvironment(environment)))
            .Should().HaveCount(isReady ? 0 : 1);
    }

    [Fact]
    public void EnsureReady_TwoHandlersForOneType_NamesBoth() =>
        ErrorsOf(new() { [Secret] = CueDelivery.Secret }, build => build.AddHandler<CueEvent, HandlerA>().AddHandler<CueEvent, HandlerB>(), new WebhookEndpoint<CueEvent>("/webhooks/cue"))
            .Should().Equal("Two handlers are registered for CueEvent: HandlerA and HandlerB. Keep one; it may call the others.");

    [Fact]
    public void EnsureReady_DelegateBesideRegisteredHandlers_IsReady() =>
        ErrorsOf(new() { [Secret] = CueDelivery.Secret }, build => build.AddHandler<CueEvent, HandlerA>()).Should().BeEmpty();

    [Fact]
    public void EnsureReady_NoHandlerAtAll_WouldLoseEvents() =>
        ErrorsOf(new() { [Secret] = CueDelivery.Secret }, endpoint: new WebhookEndpoint<CueEvent>("/webhooks/cue"))
            .Should().Equal("No handler is registered for CueEvent, and the endpoint '/webhooks/cue' has none of its own: every event would be "
                + "acknowledged and lost. Call AddHandler<CueEvent, YourHandler>(), or pass a delegate.");

    [Fact]
    public async Task Configure_InCode_AddsToTheConfiguration()
    {
        await using var harness = new ReceiverHarness(build => build.Configure<CueEvent>(options => options.Secrets.Add("from-code")), settings: new());

        (await harness.Receive(CueDelivery.Click(secret: "from-code"), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Options_OfAnotherSection_ForOneEndpoint()
    {
        await using var harness = new ReceiverHarness(settings: new() { [Secret] = CueDelivery.Secret, ["Webhooks:CueBilling:Secrets:0"] = "billing" })
        {
            Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/billing", new WebhookEndpointOptions { OptionsName = "CueBilling" }),
        };

        (await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        (await harness.Receive(CueDelivery.Click(secret: "billing"), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Reload_SecretRotated_NewAcceptedAndRemovedRefused()
    {
        await using var harness = new ReceiverHarness();
        (await harness.Receive(CueDelivery.Click("evt_1"), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed);
        IOptionsMonitor<WebhookOptions> monitor = harness.Services.GetRequiredService<IOptionsMonitor<WebhookOptions>>();
        monitor.Get("Cue").Secrets.Should().Equal(CueDelivery.Secret);

        Reload(harness, (Secret, "new"), ("Webhooks:Cue:Secrets:1", CueDelivery.Secret));
        Outcome(harness, "evt_2", "new").Should().Be(WebhookOutcome.Processed);
        Outcome(harness, "evt_3", CueDelivery.Secret).Should().Be(WebhookOutcome.Processed);
        Reload(harness, ("Webhooks:Cue:Secrets:1", "other"));

        Outcome(harness, "evt_4", "new").Should().Be(WebhookOutcome.Processed);
        Outcome(harness, "evt_5", CueDelivery.Secret).Should().Be(WebhookOutcome.Unauthenticated);
        monitor.Get("Cue").Secrets.Should().Equal("new", "other");
    }

    [Theory]
    [InlineData(Secret, "", "Webhooks:Cue:Secrets:0 is blank. A blank secret protects nothing: remove it.")]
    [InlineData("Webhooks:Cue:MaxRequestBodySize", "x", "Webhooks:Cue:MaxRequestBodySize is not a number of bytes such as 2097152.")]
    public async Task Reload_Bad_ChangesNothingAndIsLoggedOnce(string setting, string value, string error)
    {
        await using var harness = new ReceiverHarness();
        Outcome(harness, "evt_1", CueDelivery.Secret).Should().Be(WebhookOutcome.Processed);
        WebhookConfigurationStatus status = harness.Services.GetRequiredService<WebhookConfigurationStatus>();

        Reload(harness, (setting, value));
        Reload(harness, (setting, value));

        Outcome(harness, "evt_2", CueDelivery.Secret).Should().Be(WebhookOutcome.Processed);
        LogEntry entry = harness.Logs.Of(1013).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Error);
        entry.Message.Should().Be($"The reloaded configuration was rejected, and the last valid one stays in use: {error}");
        status.Rejected.Should().Equal(error);

        Reload(harness, (setting, null), (Secret, "good"));
        Outcome(harness, "evt_3", "good").Should().Be(WebhookOutcome.Processed);
        status.Rejected.Should().BeEmpty();
        Reload(harness, (setting, value));
        harness.Logs.Of(1013).Should().HaveCount(2, "it went bad a second time");
    }

    [Fact]
    public async Task Reload_BadForOneEndpoint_ChangesNoOther()
    {
        await using var harness = new ReceiverHarness(settings: new() { [Secret] = CueDelivery.Secret, ["Webhooks:CueBilling:Secrets:0"] = "billing" });
        var billing = ReceiverHarness.EndpointOf<CueEvent>("/billing", new WebhookEndpointOptions { OptionsName = "CueBilling" });
        harness.Receiver.EnsureReady(billing);
        Outcome(harness, "evt_1", CueDelivery.Secret).Should().Be(WebhookOutcome.Processed);

        Reload(harness, (Secret, "new"), ("Webhooks:CueBilling:Secrets:0", " "));

        Outcome(harness, "evt_2", CueDelivery.Secret).Should().Be(WebhookOutcome.Processed);
        Outcome(harness, "evt_3", "new").Should().Be(WebhookOutcome.Unauthenticated);
    }

    [Fact]
    public async Task Reload_TwoEndpointsThatShareASecretFromNowOn_WarnsOnceOfEachTime()
    {
        await using var harness = new ReceiverHarness(settings: new()
        {
            [Secret] = CueDelivery.Secret,
            ["Webhooks:Other:Secrets:0"] = "other",
            ["Webhooks:AdGem:Secrets:0"] = "adgem",
        });
        harness.Receiver.EnsureAllReady(
        [
            ReceiverHarness.EndpointOf<CueEvent>("/first"),
            ReceiverHarness.EndpointOf<CueEvent>("/second", new WebhookEndpointOptions { OptionsName = "Other" }),
        ]);
        harness.Receiver.EnsureAllReady([ReceiverHarness.EndpointOf<AdGem.AdGemEvent>("/third")]);
        Reload(harness);
        harness.Logs.Of(1024).Should().BeEmpty();

        Reload(harness, ("Webhooks:Other:Secrets:1", CueDelivery.Secret));
        Reload(harness, ("Webhooks:Other:MaxRequestBodySize", "500"));
        harness.Logs.Of(1024).Should().ContainSingle().Which.Message.Should().StartWith("The endpoints /first and /second accept the same secrets of cue");

        Reload(harness, ("Webhooks:Other:Secrets:1", "third"));
        harness.Logs.Of(1024).Should().HaveCount(1);
        Reload(harness, (Secret, "third"));
        harness.Logs.Of(1024).Should().HaveCount(2, "they share another one");
    }

    [Fact]
    public async Task Reload_OfAnEndpointWithTenants_IsInForce()
    {
        await using var harness = new ReceiverHarness(settings: []);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint();
        harness.Receiver.EnsureReady(endpoint);
        BufferedSource source = TenantDelivery.Source("red", TenantDelivery.SecretOf("red"));

        Reload(harness, ("Webhooks:Cue:MaxJsonDepth", "1"));

        (await harness.ReceiveAt(endpoint, source, (_, _) => Task.CompletedTask)).Reason.Should().Be(WebhookFailureReason.TooDeep);
    }

    [Fact]
    public async Task Reload_ConfigureThrows_LastGoodStays()
    {
        bool isBroken = false;
        await using var harness = new ReceiverHarness(build => build.Configure<CueEvent>(_ =>
        {
            if (isBroken)
            {
                throw new InvalidOperationException("canary-secret");
            }
        }));
        Outcome(harness, "evt_1", CueDelivery.Secret).Should().Be(WebhookOutcome.Processed);

        isBroken = true;
        Reload(harness);

        Outcome(harness, "evt_2", CueDelivery.Secret).Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1013).Should().ContainSingle().Which.Message.Should().NotContain("canary-secret");
    }

    [Fact]
    public async Task Receive_WithoutSettings_ThrowsInsteadOfAccepting()
    {
        await using var harness = new ReceiverHarness(settings: new());

        Func<Task> receive = () => harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask).AsTask();

        await receive.Should().ThrowAsync<WebhookConfigurationException>();
    }

    [Fact]
    public void AddWebhookReceiver_Twice_RegistersOnce()
    {
        ServiceCollection services = new();
        services.AddWebhookReceiver();
        int count = services.Count;

        services.AddWebhookReceiver();

        services.Should().HaveCount(count);
    }

    private static IReadOnlyList<string> ErrorsOf(
        Dictionary<string, string?> settings, Action<IWebhooksBuilder>? build = null, WebhookEndpoint? endpoint = null)
    {
        var harness = new ReceiverHarness(build, settings);
        try
        {
            harness.Receiver.EnsureReady(endpoint ?? harness.Endpoint);
            return [];
        }
        catch (WebhookConfigurationException e)
        {
            e.Message.Should().Be(string.Join(Environment.NewLine, e.Errors));
            return e.Errors;
        }
    }

    private static void Reload(ReceiverHarness harness, params (string Key, string? Value)[] changes)
    {
        foreach ((string key, string? value) in changes)
        {
            harness.Configuration[key] = value;
        }

        harness.Configuration.Reload();
    }

    private static WebhookOutcome Outcome(ReceiverHarness harness, string id, string secret) =>
        harness.Receive(CueDelivery.Click(id, secret), (_, _) => Task.CompletedTask).AsTask().GetAwaiter().GetResult().Outcome;

    private sealed class HandlerA : IWebhookHandler<CueEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
    }

    private sealed class HandlerB : IWebhookHandler<CueEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
