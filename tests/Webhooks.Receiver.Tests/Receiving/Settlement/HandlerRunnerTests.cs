using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;
using static Webhooks.Receiver.Tests.StoreSettlementCases;

namespace Webhooks.Receiver.Tests;

/// <summary>When a delivery is answered, and with which outcome and reason.</summary>
public sealed class HandlerRunnerTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longerThanTheGrace = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task HandlerTimeout_HandlerEndsWithinTheGrace_ItsResultIsTheAnswer()
    {
        await using ReceiverHarness harness = Start();
        TaskCompletionSource running = NewSignal();
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => running.Task).AsTask();
        await PassAsync(harness, _timeout);
        await GraceBegins(harness, receiving);

        running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1005).Should().BeEmpty("it ended in time");
    }

    [Fact]
    public async Task HandlerTimeout_HandlerEndsWithinTheGraceAndItsCompletionLater_CompletionIsTheAnswer()
    {
        await using ReceiverHarness harness = Start();
        TaskCompletionSource running = NewSignal();
        TaskCompletionSource completing = NewSignal();
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(_ => completing.Task));
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => running.Task).AsTask();
        await PassAsync(harness, _timeout);
        await GraceBegins(harness, receiving);
        running.SetResult();
        await Eventually.Holds(() => harness.Store.GetCallCount(IdempotencyOperation.Complete) == 1, "the completion");

        await PassAsync(harness, _longerThanTheGrace);
        completing.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1005).Should().BeEmpty("the handler itself has ended");
    }

    [Fact]
    public async Task HostStops_StoreHangsInTheRelease_IsAnsweredBeforeTheStoreTimeout()
    {
        await using ReceiverHarness harness = Start("01:00:00");
        harness.Store.Inject(IdempotencyOperation.Release, IdempotencyFault.Run(_ => new TaskCompletionSource().Task));
        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click(), (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).AsTask();
        harness.Lifetime.StopApplication();

        await PassAsync(harness, TimeSpan.FromSeconds(25)); // of the 30 that the host waits
        await Eventually.Holds(() => harness.Store.GetCallCount(IdempotencyOperation.Release) == 1, "the release");
        await Eventually.Holds(() => harness.Clock.WaitingTimers >= 3 || receiving.IsCompleted, "the grace, beside the timers of renewals and of the store");
        await PassAsync(harness, _longerThanTheGrace);

        WebhookReceiveResult result = await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving));
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
        harness.Logs.Of(1005).Should().BeEmpty("the handler itself has ended");
    }

    [Fact]
    public async Task HostStops_StoreHangsInTheCompletion_IsAnsweredBeforeTheStoreTimeout()
    {
        await using ReceiverHarness harness = Start("01:00:00");
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(_ => new TaskCompletionSource().Task));
        TaskCompletionSource running = NewSignal();
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => running.Task).AsTask();
        harness.Lifetime.StopApplication();
        await PassAsync(harness, TimeSpan.FromSeconds(24)); // of the 30 that the host waits
        running.SetResult();
        await Eventually.Holds(() => harness.Store.GetCallCount(IdempotencyOperation.Complete) == 1, "the completion");

        await PassAsync(harness, TimeSpan.FromSeconds(1));
        await Eventually.Holds(() => harness.Clock.WaitingTimers >= 4 || receiving.IsCompleted, "the grace, beside the timers of timeout, renewals and the store");
        await PassAsync(harness, _longerThanTheGrace);

        WebhookReceiveResult result = await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving));
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
        harness.Logs.Of(1005).Should().BeEmpty("the handler itself has ended");
    }

    [Fact]
    public async Task HostStops_StoreHangsInTheCompletionOfAHandlerThatTimedOut_IsAnsweredBeforeTheStoreTimeout()
    {
        await using ReceiverHarness harness = Start("00:00:22");
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(_ => new TaskCompletionSource().Task));
        TaskCompletionSource running = NewSignal();
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => running.Task).AsTask();
        harness.Lifetime.StopApplication();
        await PassAsync(harness, TimeSpan.FromSeconds(22)); // of the 30 that the host waits
        await Eventually.Holds(() => harness.Clock.WaitingTimers >= 3 || receiving.IsCompleted, "the grace, beside the timers of renewals and of the host");
        running.SetResult();
        await Eventually.Holds(() => harness.Store.GetCallCount(IdempotencyOperation.Complete) == 1, "the completion");

        await PassAsync(harness, TimeSpan.FromSeconds(1.5));
        receiving.IsCompleted.Should().BeFalse("the store may still answer");
        await PassAsync(harness, TimeSpan.FromSeconds(1.5));
        await Eventually.Holds(() => harness.Clock.WaitingTimers >= 3 || receiving.IsCompleted, "the grace, beside the timers of renewals and of the store");
        await PassAsync(harness, TimeSpan.FromSeconds(1));

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Unavailable);
        harness.Logs.Of(1005).Should().BeEmpty("the handler itself has ended");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task HostStops_ShortShutdownTimeout_HandlerThatIgnoresItsTokenIsAnsweredBefore(int seconds)
    {
        TimeSpan shutdown = TimeSpan.FromSeconds(seconds);
        await using var harness = new ReceiverHarness(
            build => build.Services.Configure<WebhookHostOptions>(options => options.ShutdownTimeout = shutdown), Settings("01:00:00"));
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => new TaskCompletionSource().Task).AsTask();
        harness.Lifetime.StopApplication();

        await PassAsync(harness, shutdown * 0.8);
        await Eventually.Holds(() => harness.Clock.WaitingTimers >= 3 || receiving.IsCompleted, "the grace, beside the timers of timeout and renewals");
        await PassAsync(harness, shutdown * 0.15);

        WebhookReceiveResult result = await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving));
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
    }

    [Fact]
    public async Task HandlerTimeout_ShortShutdownTimeoutOfAHostThatGoesOn_HandlerHasItsGrace()
    {
        await using var harness = new ReceiverHarness(
            build => build.Services.Configure<WebhookHostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1)), Settings("00:00:05"));
        TaskCompletionSource running = NewSignal();
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) => running.Task).AsTask();
        await PassAsync(harness, _timeout);
        await GraceBegins(harness, receiving);

        await PassAsync(harness, TimeSpan.FromMilliseconds(900));
        running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1005).Should().BeEmpty("it ended in time");
    }

    [Fact]
    public async Task HandlerTimeout_HandlerThatUsesTheRequestGoesOn_AnswerWaitsForIt()
    {
        await using ReceiverHarness harness = Start();
        TaskCompletionSource running = NewSignal();
        TaskCompletionSource cancelled = NewSignal();
        var dispatcher = new TestDispatcher(usesRequest: true, async context =>
        {
            context.CancellationToken.Register(cancelled.SetResult);
            await running.Task;
        });
        Task<WebhookReceiveResult> receiving = harness.Receiver.ReceiveAsync(
            CueDelivery.Click(), new WebhookEndpoint<CueEvent>("/webhooks/cue", dispatcher), CancellationToken.None).AsTask();
        await PassAsync(harness, _timeout);
        await Eventually.Ends(cancelled.Task);

        await PassAsync(harness, _longerThanTheGrace);
        running.SetResult();

        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving))).Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1005).Should().BeEmpty("the handler may still write the response");
    }

    [Fact]
    public async Task HandlerTimeout_HostStopsBeforeTheHandlerEnds_ReasonIsTheFirst()
    {
        await using ReceiverHarness harness = Start("00:00:24.5");
        TaskCompletionSource running = NewSignal();
        CancellationToken token = default;
        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), async (_, context) =>
        {
            token = context.CancellationToken;
            await running.Task;
            token.ThrowIfCancellationRequested();
        }).AsTask();
        harness.Lifetime.StopApplication();

        harness.Clock.Advance(TimeSpan.FromSeconds(25)); // when the handlers of a host that waits 30 seconds are cancelled
        running.SetResult();

        WebhookReceiveResult result = await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving));
        token.IsCancellationRequested.Should().BeTrue();
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HandlerTimedOut));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ClaimTakenOver_SeenByTheRenewalOrTheCompletion_LoggedOnce(bool isSeenByTheRenewal)
    {
        await using var harness = new ReceiverHarness();
        ClaimToken claim = default;
        harness.Store.Inject(
            IdempotencyOperation.Claim,
            IdempotencyFault.Run(
                call =>
                {
                    claim = call.Token;
                    return Task.CompletedTask;
                },
                FaultTiming.AfterEffect));

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), async (_, context) =>
        {
            await harness.Memory.ReleaseAsync(context.Delivery.Key, claim, CancellationToken.None);
            harness.Clock.Advance(isSeenByTheRenewal ? _lease / 3 : TimeSpan.Zero);
        });

        result.Outcome.Should().Be(WebhookOutcome.ClaimLost);
        harness.Store.GetCallCount(IdempotencyOperation.Renew).Should().Be(isSeenByTheRenewal ? 1 : 0);
        harness.Logs.Of(1006).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
    }

    [Theory]
    [InlineData(false, WebhookFailureReason.StoreFailed)]
    [InlineData(true, WebhookFailureReason.StoreTimedOut)]
    public async Task Settlement_ThrowsBeforeTheHandler_UnavailableReleasedAndTheBodyGivenBack(bool isTimeout, WebhookFailureReason reason)
    {
        WebhookBody? body = null;
        await using ReceiverHarness harness = StartWith((delivery, _) =>
        {
            body = delivery.Delivery.Body;
            throw isTimeout ? new TimeoutException("No connection.") : new IOException();
        });

        WebhookReceiveResult result = await Eventually.Ends(harness.Receive(CueDelivery.Click(), Unexpected));

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, reason));
        harness.Store.GetAnsweredCallCount(IdempotencyOperation.Release).Should().Be(1);
        body!.Invoking(given => given.ToArray()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task Settlement_ThrowsAndTheTimeoutEndsDuringTheRelease_ReasonIsTheFirst()
    {
        await using ReceiverHarness harness = StartWith((_, _) => throw new IOException());
        harness.Store.Inject(IdempotencyOperation.Release, IdempotencyFault.Run(_ =>
        {
            harness.Clock.Advance(_timeout);
            return Task.CompletedTask;
        }));

        WebhookReceiveResult result = await Eventually.Ends(harness.Receive(CueDelivery.Click(), Unexpected));

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreFailed));
    }

    private static ReceiverHarness Start(string handlerTimeout = "00:00:05") => new(settings: Settings(handlerTimeout));

    private static ReceiverHarness StartWith(Func<ClaimedDelivery, CancellationToken, Task<SettlementStatus>> settle) => new(
        build => build.Services.AddSingleton<IDeliverySettlement>(new TestSettlement(settle)), Settings("00:00:05"))
    {
        Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/webhooks/cue", new() { HandleInTransaction = true }),
    };

    private static Dictionary<string, string?> Settings(string handlerTimeout) =>
        new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:HandlerTimeout"] = handlerTimeout };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets time pass on a thread without a synchronization context: what a timer ends has gone on when the task ends.</summary>
    private static Task PassAsync(ReceiverHarness harness, TimeSpan time) => Task.Run(() => harness.Clock.Advance(time));

    /// <summary>Waits for the timer of the grace, beside the one for renewals.</summary>
    private static Task GraceBegins(ReceiverHarness harness, Task receiving) =>
        Eventually.Holds(() => harness.Clock.WaitingTimers == 2 || receiving.IsCompleted, "the grace");
}
