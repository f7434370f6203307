using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>More than one way to a reason; one way to each of them is in <see cref="EveryReason_9_16"/>.</summary>
public sealed class FailureReasons_9_16
{
    private static readonly Func<CueEvent, WebhookContext, Task> _nothing = (_, _) => Task.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unavailable_HandlerTimedOut_HasItsReason(bool observesToken)
    {
        await using var harness = new ReceiverHarness(
            settings: new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:HandlerTimeout"] = "00:00:05" });
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click(), (_, context) => observesToken ? Task.Delay(Timeout.Infinite, context.CancellationToken) : running.Task).AsTask();
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);
        running.SetResult();

        WebhookReceiveResult result = await receiving;
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HandlerTimedOut));
    }

    [Fact]
    public async Task Unavailable_HostStops_HasItsReasonAlsoForTheNextDelivery()
    {
        await using var harness = new ReceiverHarness();
        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click("evt_1"), (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).AsTask();
        harness.Lifetime.StopApplication();

        WebhookReceiveResult next = await harness.Receive(CueDelivery.Click("evt_2"), _nothing);
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);

        (next.Outcome, next.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
        (await receiving).Reason.Should().Be(WebhookFailureReason.HostStopping);
    }

    [Theory]
    [InlineData(IdempotencyOperation.Claim)]
    [InlineData(IdempotencyOperation.Complete)]
    public async Task Unavailable_StoreFailsOrHangs_HasItsReason(IdempotencyOperation operation)
    {
        foreach ((IdempotencyFault fault, WebhookFailureReason reason, string logged) in new[]
        {
            (IdempotencyFault.Fail(), WebhookFailureReason.StoreFailed, "store_failed"),
            (IdempotencyFault.Run(_ => new TaskCompletionSource().Task), WebhookFailureReason.StoreTimedOut, "store_timed_out"),
        })
        {
            await using var harness = new ReceiverHarness();
            harness.Store.Inject(operation, fault);

            Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), _nothing).AsTask();
            await Eventually.EndsAsTimePasses(receiving, harness.Clock);

            ((await receiving).Outcome, (await receiving).Reason).Should().Be((WebhookOutcome.Unavailable, reason));
            harness.Logs.Of(1003).Should().ContainSingle().Which.Message.Should().EndWith($"({logged}).");
        }
    }

    [Fact]
    public async Task Unavailable_BodyRefused_HasTheReasonOfItsSource()
    {
        await using var harness = new ReceiverHarness();
        var body = WebhookBodyResult.Refused(WebhookOutcome.Unavailable, WebhookFailureReason.StoreTimedOut);

        WebhookReceiveResult result = await harness.Receive(new BufferedSource(CueDelivery.Click()) { Result = body }, _nothing);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreTimedOut));
        harness.Logs.Of(1003).Should().ContainSingle().Which.Message.Should().EndWith("(store_timed_out).");
    }

    [Fact]
    public async Task Success_HasNone()
    {
        await using var harness = new ReceiverHarness();

        (await harness.Receive(CueDelivery.Click(), _nothing)).Reason.Should().BeNull();
        (await harness.Receive(CueDelivery.Click(), _nothing)).Reason.Should().BeNull("a duplicate is none either");
    }
}
