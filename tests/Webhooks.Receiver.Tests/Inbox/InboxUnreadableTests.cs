using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Items that this version cannot read wait for another version, however long that takes.</summary>
public sealed class InboxUnreadableTests
{
    private const string ClickWithoutData = """{"id":"evt_1","type":"ad.click","created":"2026-03-13T17:51:00Z","data":{}}""";

    [Theory]
    [InlineData(false, "EventUnreadable", "event_unreadable")]
    [InlineData(true, "NotJson", "not_json")]
    public async Task Worker_ItemNotParsed_WaitsUncountedAndIsNeverDead(bool hasOtherMetadata, string errorType, string reason)
    {
        int handled = 0;
        await using var harness = new InboxHarness((_, _) => Task.FromResult(handled++), options => options.MaxAttempts = 1);
        using var meter = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        await Store(harness, hasOtherMetadata ? CueDelivery.ClickBody("evt_1") : "no JSON", hasOtherMetadata ? "no JSON" : "{}");

        await harness.StartWorker();
        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromSeconds(5));
                return meter.Of(WebhookTelemetry.InboxAttempts).Count >= 5;
            },
            "several attempts");

        meter.Of(WebhookTelemetry.InboxAttempts).Should().OnlyContain(measured =>
            (string?)measured[WebhookTelemetry.InboxResultTag] == "retry" && (string?)measured[WebhookTelemetry.ErrorTypeTag] == reason);
        await harness.SettledAs(InboxResultKind.Retry);
        (harness.Inbox.Single.Attempts, harness.Inbox.Single.Result!.Value.Error!.Type, handled).Should().Be((0, errorType, 0));
        harness.Receiver.Logs.Of(1040).Should().HaveCountGreaterThanOrEqualTo(5).And.OnlyContain(entry => entry.Level == LogLevel.Warning);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(4 * 3600, 2 * 3600)]
    [InlineData(30 * 24 * 3600, 6 * 3600)]
    public async Task Worker_ItemNotParsed_DueAgainAfterHalfOfItsAge(int ageInSeconds, int delayInSeconds)
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        await Store(harness, "no JSON", "{}", TimeSpan.FromSeconds(ageInSeconds));

        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Retry);
        harness.Inbox.Single.Result!.Value.Time.TotalSeconds.Should().BeInRange(0.79 * delayInSeconds, 1.21 * delayInSeconds);
    }

    /// <summary>What was accepted must stay readable when the setting is lowered.</summary>
    [Fact]
    public async Task Worker_ItemDeeperThanTheEndpointAllowsNow_Handled()
    {
        var handled = new TaskCompletionSource<CueEvent>();
        await using var harness = new InboxHarness((e, _) => Task.FromResult(handled.TrySetResult(e)));
        string deep = new string('[', 500) + new string(']', 500);
        await Store(harness, CueDelivery.ClickBody("evt_1").Replace("\"data\":{", $"\"data\":{{\"deep\":{deep},", StringComparison.Ordinal), "{}");

        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Processed);
        (await handled.Task).Should().BeOfType<CueAdClick>();
    }

    [Fact]
    public async Task Worker_UnknownEvent_HandledAsTheUnknownEvent()
    {
        var handled = new TaskCompletionSource<CueEvent>();
        await using var harness = new InboxHarness((e, _) => Task.FromResult(handled.TrySetResult(e)));
        await harness.Receive(CueDelivery.Signed(ClickWithoutData));

        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Processed);
        (await handled.Task).Should().BeAssignableTo<IUnknownWebhookEvent>().Which.Type.Should().Be("ad.click");
    }

    [Fact]
    public async Task Worker_KnownTypeUnreadableWithoutFallback_WaitsUncounted()
    {
        await using var harness = new InboxHarness(
            handler: null, options => options.MaxAttempts = 1, build: build => build.AddHandler<CueAdClick, ClickHandler>());
        await harness.Receive(CueDelivery.Signed(ClickWithoutData));

        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Retry);
        (harness.Inbox.Single.Attempts, harness.Inbox.Single.Result!.Value.Error!.Type).Should().Be((0, "EventUnreadable"));
        harness.Receiver.Logs.Of(1028).Should().BeEmpty();
    }

    [Theory]
    [InlineData(true, "unavailable", "store_failed")]
    [InlineData(false, "claim_lost", "claim_lost")]
    public async Task Worker_DeathCannotBeRecorded_NotReportedAsDead(bool throws, string result, string reason)
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, options => options.MaxAttempts = 3);
        using var meter = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        await harness.Receive();
        harness.Inbox.Single.Attempts = 3;
        harness.Inbox.Before = call =>
        {
            if (call == nameof(IInboxStore.SettleAsync))
            {
                harness.Inbox.Single.Token = throws ? throw new IOException("away") : new ClaimToken(99); // another process has it
            }

            return Task.CompletedTask;
        };

        await harness.StartWorker();

        await Eventually.Holds(() => meter.Of(WebhookTelemetry.InboxAttempts).Count == 1, "the end of the attempt");
        Measured measured = meter.Of(WebhookTelemetry.InboxAttempts).Single();
        (measured[WebhookTelemetry.InboxResultTag], measured[WebhookTelemetry.ErrorTypeTag]).Should().Be((result, reason));
        harness.Receiver.Logs.Of(1028).Should().BeEmpty();
    }

    private static async Task Store(InboxHarness harness, string body, string metadata, TimeSpan age = default) => await harness.Inbox.AcceptAsync(
        new InboxDelivery
        {
            Key = IdempotencyKey.Create("cue", harness.Endpoint.Name, null, DeliveryIdentity.FromSigned("evt_1")),
            Provider = "cue",
            Endpoint = harness.Endpoint.Name,
            EventType = "ad.click",
            ReceivedAt = harness.Receiver.Clock.GetUtcNow() - age,
            Retention = TimeSpan.FromDays(7),
            Metadata = Encoding.UTF8.GetBytes(metadata),
            Body = Encoding.UTF8.GetBytes(body),
        },
        CancellationToken.None);

    private sealed class ClickHandler : IWebhookHandler<CueAdClick>
    {
        public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
