using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>An event whose data cannot be read fails only if a handler is registered for its type; otherwise it is ignored.</summary>
public sealed class UnreadableEvents_9_16
{
    [Theory]
    [InlineData("ad.click", WebhookOutcome.Failed, WebhookFailureReason.EventUnreadable)]
    [InlineData("ad.impression", WebhookOutcome.Ignored, null)]
    [InlineData("campaign.paused", WebhookOutcome.Ignored, null)]
    public async Task ReceiveAsync_UnreadableEvent_FailsOnlyIfItsTypeHasAHandler(string type, WebhookOutcome outcome, WebhookFailureReason? reason)
    {
        await using var harness = new ReceiverHarness(build => build.AddHandler<CueAdClick, Handler>());

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync<CueEvent>(Unreadable(type), CancellationToken.None);

        (result.Outcome, result.Reason).Should().Be((outcome, reason));
    }

    [Fact]
    public async Task ReceiveAsync_UnreadableEventThatIsIgnored_IsADuplicateTheNextTime()
    {
        await using var harness = new ReceiverHarness(build => build.AddHandler<CueAdClick, Handler>());
        await harness.Receiver.ReceiveAsync<CueEvent>(Unreadable("ad.impression"), CancellationToken.None);

        WebhookReceiveResult again = await harness.Receiver.ReceiveAsync<CueEvent>(Unreadable("ad.impression"), CancellationToken.None);

        again.Outcome.Should().Be(WebhookOutcome.Duplicate);
    }

    [Fact]
    public async Task ReceiveAsync_HandlerOfTheUnknownEvent_GetsTheUnreadableEvent()
    {
        await using var harness = new ReceiverHarness(build => build.AddHandler<CueAdClick, Handler>().AddHandler<CueUnknownEvent, Handler>());

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync<CueEvent>(Unreadable("ad.click"), CancellationToken.None);

        result.Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task ReceiveAsync_ProviderThatListsNoTypes_FailsAndDoesNotIgnore()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddCueApiPayload(DailySyncJsonContext.Default.DailySync).AddHandler<CueApiExecution<DailySync>, Handler>(),
            new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });
        WebhookRequest request = Senders.CueApi.Request("""{"execution_id":"e","cue_id":"c","payload":7}"""u8.ToArray());

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync<CueApiEvent<DailySync>>(request, CancellationToken.None);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.EventUnreadable));
    }

    private static WebhookRequest Unreadable(string type) => CueDelivery.Signed($"{{\"id\":\"1\",\"type\":\"{type}\",\"data\":7}}");

    private sealed class Handler : IWebhookHandler<CueAdClick>, IWebhookHandler<CueUnknownEvent>, IWebhookHandler<CueApiExecution<DailySync>>
    {
        public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) => Task.CompletedTask;

        public Task HandleAsync(CueUnknownEvent webhookEvent, WebhookContext context) => Task.CompletedTask;

        public Task HandleAsync(CueApiExecution<DailySync> webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
