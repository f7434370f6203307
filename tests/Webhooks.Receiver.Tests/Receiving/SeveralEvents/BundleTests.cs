using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Tests;

/// <summary>A delivery with several events: each is handled once, and the answer is a success only if all are done.</summary>
public sealed class BundleTests
{
    [Theory]
    [InlineData("""{"events":[{"id":"a"},{"id":"b"},{}]}""", WebhookFailureReason.IdentityMissing)]
    [InlineData("""{"events":[{"id":"a"},{"id":" "}]}""", WebhookFailureReason.IdentityMissing)]
    [InlineData("""{"events":[{"id":"a"},""", WebhookFailureReason.NotJson)]
    [InlineData("""{"events":[{"id":"a"}],"events":[]}""", WebhookFailureReason.DuplicateMember)]
    [InlineData("""{"events":{"id":"a"}}""", WebhookFailureReason.MemberUnreadable)]
    [InlineData("{}", WebhookFailureReason.MemberUnreadable)]
    [InlineData("[]", WebhookFailureReason.NotAnObject)]
    public async Task Delivery_WithAMalformedPart_HandlesNothing(string body, WebhookFailureReason reason)
    {
        await using var harness = new BundleHarness();

        WebhookReceiveResult result = await harness.SendAsync(Bundle.Request(body));

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Malformed, reason));
        harness.Handled.Should().BeEmpty();
        harness.Receiver.Memory.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("""{"events":[{"id":"a"},{"id":"throw"}]}""")]
    [InlineData("""{"events":[{"id":"a"},{"id":"throw in split"}]}""")]
    public async Task Delivery_OnWhichTheProviderThrows_FailsAndHandlesNothing(string body)
    {
        await using var harness = new BundleHarness();

        WebhookReceiveResult result = await harness.SendAsync(Bundle.Request(body));

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.ProviderThrew));
        harness.Handled.Should().BeEmpty();
        harness.Receiver.Logs.Of(1012).Should().ContainSingle();
        harness.Receiver.Logs.Entries.Should().NotContain(entry => entry.Everything.Contains("canary7Zq9x", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delivery_WithAMismatch_IsUnauthenticatedAndHandlesNothing()
    {
        await using var harness = new BundleHarness();

        WebhookReceiveResult result = await harness.SendAsync("a", "mismatch");

        (result.Outcome, result.SignatureFailure).Should().Be((WebhookOutcome.Unauthenticated, SignatureFailure.IdentityMismatch));
        harness.Handled.Should().BeEmpty();
    }

    [Fact]
    public async Task Delivery_ThatIsForged_HandlesNothing()
    {
        await using var harness = new BundleHarness();

        WebhookReceiveResult result = await harness.SendAsync(Bundle.Request(Bundle.BodyOf(["a"]), "another"));

        result.Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        harness.Handled.Should().BeEmpty();
    }

    /// <summary>The second would count as a duplicate of the first, and be lost.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delivery_WithTwoDifferentEventsOfOneIdentity_HandlesNothing(bool background)
    {
        await using var harness = new BundleHarness(
            options: new WebhookEndpointOptions { ProcessInBackground = background },
            build: builder => builder.Services.AddSingleton<IInboxStore>(services => new MemoryInbox(services.GetRequiredService<TimeProvider>())));

        WebhookReceiveResult result = await harness.SendAsync(Bundle.Request("""{"events":[{"id":"b"},{"id":"a"},{"id":"a","n":2}]}"""));

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Malformed, WebhookFailureReason.IdentityMissing));
        harness.Handled.Should().BeEmpty();
        ((MemoryInbox)harness.Receiver.Services.GetRequiredService<IInboxStore>()).Rows.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, WebhookOutcome.Ignored)]
    [InlineData(1, WebhookOutcome.Processed)]
    [InlineData(10_000, WebhookOutcome.Processed)]
    [InlineData(10_001, WebhookOutcome.Malformed)]
    [InlineData(20_000, WebhookOutcome.Malformed)]
    public async Task Delivery_WithANumberOfEvents_HandlesAllOrNone(int count, WebhookOutcome outcome)
    {
        await using var harness = new BundleHarness();
        string[] ids = Bundle.Ids(1, count);

        WebhookReceiveResult result = await harness.SendAsync(ids);

        (result.Outcome, result.IsAcknowledged).Should().Be((outcome, outcome != WebhookOutcome.Malformed));
        result.Reason.Should().Be(outcome == WebhookOutcome.Malformed ? WebhookFailureReason.TooManyEvents : null);
        harness.Handled.Should().Equal(outcome == WebhookOutcome.Malformed ? [] : ids);
    }

    [Fact]
    public async Task Handler_OfEachEvent_SeesItsPartAsTheBodyAndItsOwnKey()
    {
        List<(string Body, IdempotencyKey Key, AuthenticatedParts Parts)> seen = [];
        await using var harness = new BundleHarness();
        harness.Handle = (_, context) =>
        {
            seen.Add((Encoding.UTF8.GetString(context.Delivery.Body.Span), context.Delivery.Key, context.Delivery.Authenticated));
            return Task.CompletedTask;
        };
        string large = new('x', 500_000);

        await harness.SendAsync(Bundle.Request($$"""{"a":1, "events" : [ {"id":"a"} ,{"id":"b","more":[{}]},{"id":"c","text":"{{large}}"}]}"""));

        seen.Select(one => one.Body).Should().Equal("""{"id":"a"}""", """{"id":"b","more":[{}]}""", $$"""{"id":"c","text":"{{large}}"}""");
        seen.Select(one => one.Key).Should().OnlyHaveUniqueItems();
        seen.Should().OnlyContain(one => one.Parts == (AuthenticatedParts.Body | AuthenticatedParts.Identity));
    }

    [Fact]
    public async Task Delivery_WithEqualEvents_HandlesEachOnce()
    {
        await using var harness = new BundleHarness();
        harness.Handle = (e, _) => e.Id == "b" ? throw new IOException() : Task.CompletedTask;

        WebhookReceiveResult result = await harness.SendAsync("a", "b", "a", "b", "c", "b");

        result.Outcome.Should().Be(WebhookOutcome.Failed);
        harness.Handled.Should().Equal("a", "b", "c");
    }

    /// <summary>Two bundles are the same provider's, and so are their keys; those of another tenant are others.</summary>
    [Fact]
    public async Task Events_OfTwoTenants_AreHandledForEach()
    {
        var options = new WebhookEndpointOptions
        {
            ResolveTenant = (request, _) => new(new WebhookTenant(request.GetRouteValue("tenant")!, Bundle.Secret)),
        };
        await using var harness = new BundleHarness(options: options);
        List<string?> tenants = [];
        harness.Handle = (_, context) =>
        {
            tenants.Add(context.Delivery.Tenant);
            return Task.CompletedTask;
        };

        foreach (string tenant in new[] { "acme", "other", "acme" })
        {
            var source = new BufferedSource(Bundle.Request(Bundle.BodyOf(["a", "b"]))) { RouteValues = new Dictionary<string, string> { ["tenant"] = tenant } };
            (await harness.Receiver.Receiver.ReceiveAsync(source, harness.Endpoint, CancellationToken.None)).IsAcknowledged.Should().BeTrue();
        }

        harness.Handled.Should().Equal("a", "b", "a", "b");
        tenants.Should().Equal("acme", "acme", "other", "other");
    }

    [Fact]
    public async Task Drift_OfEachEvent_IsReported()
    {
        await using var harness = new BundleHarness();
        using var meters = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());

        await harness.SendAsync(Bundle.Request("""{"events":[{"id":"a","odd":1},{"id":"b"},{"id":"c","odd":2}]}"""));

        meters.All.Count(measured => measured.Instrument.Name == "webhooks.receiver.event.drifts").Should().Be(2);
        harness.Receiver.Logs.Of(1019).Should().ContainSingle("a warning is logged once an hour");
    }

    /// <summary>The fresh events are handled, and the answer is no success: nobody may take the old one for handled.</summary>
    [Fact]
    public async Task MaxEventAge_IsCheckedForEachEvent()
    {
        await using var harness = new BundleHarness(settings: new() { ["Webhooks:bundle:MaxEventAge"] = "00:10:00" });
        DateTimeOffset now = harness.Receiver.Clock.GetUtcNow();
        string Event(string id, TimeSpan age) => $$"""{"id":"{{id}}","at":"{{now - age:O}}"}""";
        string body = $$"""{"events":[{{Event("a", TimeSpan.Zero)}},{{Event("b", TimeSpan.FromHours(1))}},{"id":"c"},{{Event("d", TimeSpan.FromMinutes(9))}}]}""";

        for (int i = 0; i < 2; i++)
        {
            WebhookReceiveResult result = await harness.SendAsync(Bundle.Request(body));

            (result.Outcome, result.SignatureFailure).Should().Be((WebhookOutcome.Unauthenticated, SignatureFailure.TimestampOutsideTolerance));
        }

        harness.Handled.Should().Equal("a", "d");
    }

    [Fact]
    public async Task Telemetry_OfADelivery_CountsItOnceAndLogsEachEvent()
    {
        await using var harness = new BundleHarness();
        using var activities = new ActivityCollector();
        using var meters = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        harness.Handle = (e, _) => e.Id == "b" ? throw new IOException() : Task.CompletedTask;

        await harness.SendAsync("a", "b", "c");

        meters.All.Should().HaveCount(2).And.OnlyContain(measured => Equals(measured["webhooks.outcome"], "failed") && Equals(measured["error.type"], "handler_threw"));
        LogEntry[] events = [.. harness.Receiver.Logs.Of(1038), .. harness.Receiver.Logs.Of(1039)];
        events.Select(entry => (entry["Number"], entry["Count"], entry["Outcome"], entry.Level)).Should().Equal(
            (1, 3, WebhookOutcome.Processed, LogLevel.Debug),
            (3, 3, WebhookOutcome.Processed, LogLevel.Debug),
            (2, 3, WebhookOutcome.Failed, LogLevel.Information));
        harness.Receiver.Logs.Of(1003).Should().ContainSingle();
    }
}
