using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>What a result says besides its outcome.</summary>
public sealed class WebhookReceiveResultTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly Func<CueEvent, WebhookContext, Task> _done = (_, _) => Task.CompletedTask;

    [Fact]
    public async Task Processed_HasAKeyAndNothingElse()
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), _done);

        (result.RetryAfter, result.Reason, result.SignatureFailure, result.Member).Should().Be((null, null, null, null));
        result.Key.Should().NotBeNull();
    }

    [Fact]
    public async Task Refused_HasNoKey()
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Of("{}"u8.ToArray(), "sha256=00"), _done);

        result.Key.Should().BeNull();
    }

    [Fact]
    public async Task Failed_HasAReasonAndNoTime()
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), (_, _) => throw new InvalidOperationException());

        (result.Outcome, result.Reason, result.RetryAfter).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.HandlerThrew, null));
    }

    [Fact]
    public async Task ClaimLost_HasATimeAndNoReason()
    {
        await using var harness = new ReceiverHarness();
        harness.Store.Inject(IdempotencyOperation.Renew, IdempotencyFault.Fail());
        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click(), (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).AsTask();
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);

        WebhookReceiveResult result = await receiving;

        (result.Outcome, result.Reason, result.RetryAfter).Should().Be((WebhookOutcome.ClaimLost, null, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(30, 30)]
    [InlineData(3600, 30)] // another version may have a longer lease: the sender need not wait for all of it
    public async Task InProgress_RetryAfter_AtMostTheLease(int claimed, int expected)
    {
        await using var harness = new ReceiverHarness(
            build => build.Services.AddSingleton<IIdempotencyStore>(new FixedStore(IdempotencyClaim.InProgress(TimeSpan.FromSeconds(claimed)))));

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), _done);

        (result.Outcome, result.RetryAfter).Should().Be((WebhookOutcome.InProgress, TimeSpan.FromSeconds(expected)));
        expected.Should().BeLessThanOrEqualTo((int)_lease.TotalSeconds);
    }

    [Fact]
    public async Task StoreFull_UnavailableAndLoggedOnce()
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddSingleton<IIdempotencyStore>(new FixedStore(default)));

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), _done);

        (result.Outcome, result.Reason, result.RetryAfter).Should().Be(
            (WebhookOutcome.Unavailable, WebhookFailureReason.StoreFull, TimeSpan.FromSeconds(1)));
        harness.Logs.Of(1008).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
    }

    [Fact]
    public async Task InProgress_IsNotAFullStore()
    {
        await using var harness = new ReceiverHarness(
            build => build.Services.AddSingleton<IIdempotencyStore>(new FixedStore(IdempotencyClaim.InProgress(_lease))));

        await harness.Receive(CueDelivery.Click(), _done);

        harness.Logs.Of(1008).Should().BeEmpty();
    }

    [Fact]
    public async Task ProviderThrows_FailedAndLoggedByItsTypeAlone()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:throwing:DangerouslyAcceptUnauthenticatedRequests"] = "true" });
        var endpoint = new WebhookEndpoint<ThrowingEvent>("/throwing", (_, _) => Task.CompletedTask);

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync(
            new WebhookRequest("POST", "/throwing", [], "{}"u8.ToArray()), endpoint, CancellationToken.None);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.ProviderThrew));
        LogEntry entry = harness.Logs.Of(1012).Should().ContainSingle().Subject;
        entry.Message.Should().Contain(nameof(FormatException)).And.NotContain("canary");
        entry.Exception.Should().BeNull();
    }

    private sealed class FixedStore(IdempotencyClaim claim) : IIdempotencyStore
    {
        public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken) => new(claim);

        public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) => new(true);

        public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken) => new(true);

        public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken) => new(true);
    }

    private sealed class ThrowingEvent : IWebhookEvent<ThrowingEvent>
    {
        public static WebhookProvider<ThrowingEvent> Provider { get; } = new ThrowingProvider();

        public DeliveryIdentity Identity { get; set; }

        public string Type => "t";
    }

    private sealed class ThrowingProvider : WebhookProvider<ThrowingEvent>
    {
        public override string Name => "throwing";

        public override SignatureScheme? Scheme => null;

        public override SenderBehavior Sender => SlowSender.Behavior;

        public override WebhookParseResult<ThrowingEvent> Parse(WebhookPayload payload) => throw new FormatException("canary");
    }
}
