using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>How long handlers may go on after the host begins to stop.</summary>
public sealed class HostStoppingTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 8)]
    [InlineData(25, 20)]
    [InlineData(100, 95)]
    public async Task Shutdown_OfAnyLength_CancelsHandlersAFifthAndAtMostFiveSecondsBeforeItsEnd(int timeout, int cancelledAfter)
    {
        await using ReceiverHarness harness = WithShutdownTimeout(TimeSpan.FromSeconds(timeout));
        using var handler = new RunningHandler(harness);
        var tick = TimeSpan.FromTicks(cancelledAfter > 0 ? 1 : 0);

        harness.Lifetime.StopApplication();
        bool isCancelledEarly = handler.IsCancelled;
        harness.Clock.Advance(TimeSpan.FromSeconds(cancelledAfter) - tick);
        isCancelledEarly |= tick > TimeSpan.Zero && handler.IsCancelled;
        harness.Clock.Advance(tick);

        isCancelledEarly.Should().BeFalse();
        handler.IsCancelled.Should().BeTrue();
        WebhookReceiveResult result = await handler.End();
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Shutdown_WithoutLimitOrLongerThanAnyTimer_LetsHandlersRunForADay(bool isInfinite)
    {
        await using ReceiverHarness harness = WithShutdownTimeout(isInfinite ? Timeout.InfiniteTimeSpan : TimeSpan.MaxValue);
        using var handler = new RunningHandler(harness);

        harness.Lifetime.StopApplication();
        harness.Clock.Advance(TimeSpan.FromDays(1));

        handler.IsCancelled.Should().BeFalse();
        (await handler.End()).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Shutdown_ClaimAnsweredAfterTheTimeOfHandlers_HandlerIsCancelledFromItsBeginning()
    {
        await using ReceiverHarness harness = WithShutdownTimeout(TimeSpan.FromSeconds(4));
        var answer = new TaskCompletionSource();
        harness.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(_ => answer.Task));
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, context) =>
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        }).AsTask();
        harness.Lifetime.StopApplication();
        harness.Clock.Advance(TimeSpan.FromSeconds(4));

        answer.SetResult();

        WebhookReceiveResult result = await receiving.WaitAsync(TimeSpan.FromSeconds(10));
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
        harness.Memory.Count.Should().Be(0, "the claim is released");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_BeforeOrWhileTheHostStops_LeavesNoTimer(bool isStopping)
    {
        await using var harness = new ReceiverHarness();
        await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask);
        if (isStopping)
        {
            int before = harness.Clock.WaitingTimers;
            harness.Lifetime.StopApplication();
            harness.Clock.WaitingTimers.Should().Be(before + 1, "handlers are cancelled in 25 seconds");
        }

        await ((IAsyncDisposable)harness.Services).DisposeAsync();
        harness.Lifetime.StopApplication();

        harness.Clock.WaitingTimers.Should().Be(0);
    }

    private static ReceiverHarness WithShutdownTimeout(TimeSpan timeout) =>
        new(builder => builder.Services.Configure<WebhookHostOptions>(options => options.ShutdownTimeout = timeout));
}
