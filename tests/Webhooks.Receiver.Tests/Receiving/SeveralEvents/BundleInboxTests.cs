using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>Several events in the background: all are stored, or none.</summary>
public sealed class BundleInboxTests
{
    [Fact]
    public async Task Delivery_WhoseStoreFails_StoresNothing()
    {
        await using BundleHarness harness = Create();
        Inbox(harness).Before = _ => throw new IOException();

        WebhookReceiveResult result = await harness.SendAsync("a", "b");

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreFailed));
        harness.Receiver.Logs.Of(1026).Should().ContainSingle();
    }

    [Fact]
    public async Task Delivery_WhoseStoreDoesNotAnswer_IsUnavailableInTimeAndItsBodiesStayReadable()
    {
        await using BundleHarness harness = Create();
        var answer = new TaskCompletionSource();
        Inbox(harness).Before = _ => answer.Task;

        WebhookReceiveResult result = await Eventually.EndsAsTimePasses(harness.SendAsync("a", "b").AsTask(), harness.Receiver.Clock);
        answer.SetResult();

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreTimedOut));
        await Eventually.Holds(() => Inbox(harness).Rows.Count == 2, "the late store to have read the bodies");
    }

    [Fact]
    public async Task Delivery_WhoseOrderingKeyThrows_StoresNothing()
    {
        await using BundleHarness harness = Create(e => e.Id == "b" ? throw new InvalidOperationException("no") : "all");

        WebhookReceiveResult result = await harness.SendAsync("a", "b", "c");

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.HandlerThrew));
        Inbox(harness).Rows.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"events":[{"id":"a"},{}]}""", WebhookOutcome.Malformed)]
    [InlineData("""{"events":[]}""", WebhookOutcome.Ignored)]
    public async Task Delivery_WithoutEventsOrWithAMalformedOne_StoresNothing(string body, WebhookOutcome outcome)
    {
        await using BundleHarness harness = Create();

        (await harness.SendAsync(Bundle.Request(body))).Outcome.Should().Be(outcome);

        Inbox(harness).Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Delivery_IsStoredInItsOrderEachEventOnce()
    {
        await using BundleHarness harness = Create(e => e.Id);

        (await harness.SendAsync("a", "b", "a", "c")).Outcome.Should().Be(WebhookOutcome.Accepted);
        (await harness.SendAsync("b", "d")).Outcome.Should().Be(WebhookOutcome.Accepted);
        (await harness.SendAsync("d", "a")).Outcome.Should().Be(WebhookOutcome.Duplicate);

        IReadOnlyList<MemoryInbox.Row> rows = Inbox(harness).Rows;
        rows.Select(row => Encoding.UTF8.GetString(row.Delivery.Body.Span)).Should().Equal(
            """{"id":"a"}""", """{"id":"b"}""", """{"id":"c"}""", """{"id":"d"}""");
        rows.Select(row => Convert.ToHexString(row.Delivery.OrderingKey.Span)).Should().OnlyHaveUniqueItems();
        harness.Handled.Should().BeEmpty("no worker runs");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delivery_LogsEachEventThatIsStored(bool works)
    {
        await using BundleHarness harness = Create();
        Inbox(harness).Before = _ => works ? Task.CompletedTask : throw new IOException();

        await harness.SendAsync("a", "b", "a");

        harness.Receiver.Logs.Of(1038).Select(entry => (entry["Number"], entry["Count"], entry["Outcome"])).Should().Equal(works
            ? [(3, 3, WebhookOutcome.Duplicate), (1, 3, WebhookOutcome.Accepted), (2, 3, WebhookOutcome.Accepted)]
            : [(3, 3, WebhookOutcome.Duplicate)]);
        harness.Receiver.Logs.Of(1039).Should().BeEmpty("the delivery's own log event says why nothing is stored");
    }

    /// <summary>The old event is refused as it would be alone, and the fresh ones are not lost because of it.</summary>
    [Fact]
    public async Task MaxEventAge_IsCheckedForEachEvent()
    {
        await using BundleHarness harness = Create(settings: new() { ["Webhooks:bundle:MaxEventAge"] = "00:10:00" });
        DateTimeOffset now = harness.Receiver.Clock.GetUtcNow();
        string body = $$"""{"events":[{"id":"a","at":"{{now:O}}"},{"id":"b","at":"{{now - TimeSpan.FromHours(1):O}}"},{"id":"c","at":"{{now:O}}"}]}""";

        WebhookReceiveResult result = await harness.SendAsync(Bundle.Request(body));

        (result.Outcome, result.SignatureFailure).Should().Be((WebhookOutcome.Unauthenticated, SignatureFailure.TimestampOutsideTolerance));
        Inbox(harness).Rows.Should().HaveCount(2);
    }

    private static BundleHarness Create(Func<BundleEvent, string?>? orderBy = null, Dictionary<string, string?>? settings = null) => new(
        settings, new WebhookEndpointOptions { ProcessInBackground = true },
        builder => builder.Services.AddSingleton<IInboxStore>(services => new MemoryInbox(services.GetRequiredService<TimeProvider>())), orderBy);

    private static MemoryInbox Inbox(BundleHarness harness) => (MemoryInbox)harness.Receiver.Services.GetRequiredService<IInboxStore>();
}
