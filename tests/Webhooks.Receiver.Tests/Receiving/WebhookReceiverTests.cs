using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookReceiverTests
{
    private static readonly Func<CueEvent, WebhookContext, Task> _never =
        (_, _) => throw new InvalidOperationException("No handler may see this delivery.");

    [Fact]
    public async Task ReceiveAsync_SameEventTwice_HandledOnce()
    {
        await using var harness = new ReceiverHarness();
        List<string> handled = [];
        Task Handle(CueEvent e, WebhookContext context)
        {
            handled.Add(e.Id);
            return Task.CompletedTask;
        }

        WebhookReceiveResult first = await harness.Receive(CueDelivery.Click(), Handle);
        WebhookReceiveResult second = await harness.Receive(CueDelivery.Click(), Handle);

        first.Outcome.Should().Be(WebhookOutcome.Processed);
        second.Outcome.Should().Be(WebhookOutcome.Duplicate);
        second.Key.Should().Be(first.Key);
        (first.IsAcknowledged && second.IsAcknowledged).Should().BeTrue();
        handled.Should().Equal("evt_1");
    }

    [Fact]
    public async Task ReceiveAsync_Handler_SeesDeliveryAndServicesOfItsOwnScope()
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddScoped<Scoped>());
        WebhookContext? seen = null;
        byte[]? body = null;
        Scoped? scoped = null;

        await harness.Receive(CueDelivery.Click(), (_, context) =>
        {
            seen = context;
            body = context.Delivery.Body.ToArray();
            scoped = context.Services.GetRequiredService<Scoped>();
            scoped.IsDisposed.Should().BeFalse();
            return Task.CompletedTask;
        });

        WebhookDelivery delivery = seen!.Delivery;
        delivery.Provider.Should().Be("cue");
        delivery.Endpoint.Should().Be("/webhooks/cue");
        delivery.Tenant.Should().BeNull();
        delivery.Attempt.Should().BeNull("Cue does not say");
        delivery.SignedAt.Should().BeNull("Cue signs no time");
        delivery.ReceivedAt.Should().Be(harness.Clock.GetUtcNow());
        delivery.Authenticated.Should().Be(AuthenticatedParts.Body | AuthenticatedParts.Identity);
        delivery.Key.DisplayText.Should().Contain("evt_1");
        delivery.ToString().Should().NotContain("evt_1");
        body.Should().Equal(Encoding.UTF8.GetBytes(CueDelivery.ClickBody("evt_1")));
        scoped!.IsDisposed.Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Services_AfterTheHandler_Throw(bool areUsedBefore)
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddScoped<Scoped>());
        WebhookContext? kept = null;
        await harness.Receive(CueDelivery.Click(), (_, context) =>
        {
            kept = context;
            return areUsedBefore ? Task.FromResult(context.Services.GetService<Scoped>()) : Task.CompletedTask;
        });

        Action use = () => kept!.Services.GetService<Scoped>();

        use.Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task Services_AskedForByManyThreadsAtOnce_AreOfOneScope()
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddScoped<Scoped>());
        for (int i = 0; i < 50; i++)
        {
            Scoped[] seen = [];
            await harness.Receive(CueDelivery.Click($"evt_{i}"), async (_, context) =>
            {
                using var start = new Barrier(4);
                seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                    () =>
                    {
                        start.SignalAndWait();
                        return context.Services.GetRequiredService<Scoped>();
                    },
                    CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
                seen.Should().OnlyContain(scoped => !scoped.IsDisposed);
            });

            seen.Distinct().Should().ContainSingle();
            seen[0].IsDisposed.Should().BeTrue();
        }
    }

    [Fact]
    public async Task Body_AfterTheHandler_Throws()
    {
        await using var harness = new ReceiverHarness();
        WebhookBody? kept = null;
        await harness.Receive(CueDelivery.Click(), (_, context) =>
        {
            kept = context.Delivery.Body;
            return Task.CompletedTask;
        });

        Action read = () => kept!.ToArray();

        read.Should().Throw<ObjectDisposedException>();
    }

    [Theory]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000", SignatureFailure.SignatureMismatch, true)]
    [InlineData("sha256=00", SignatureFailure.SignatureMalformed, false)]
    [InlineData("", SignatureFailure.SignatureMissing, false)]
    public async Task ReceiveAsync_Forged_UnauthenticatedAndBodyReadOnlyWhereItDecides(string signature, SignatureFailure failure, bool isBodyRead)
    {
        await using var harness = new ReceiverHarness();
        var source = new BufferedSource(CueDelivery.Of("{}"u8.ToArray(), signature));

        WebhookReceiveResult result = await harness.Receive(source, _never);

        result.Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        result.SignatureFailure.Should().Be(failure);
        source.IsBodyRead.Should().Be(isBodyRead);
        harness.Memory.Count.Should().Be(0);
        LogEntry entry = harness.Logs.Of(1000).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Information);
        entry.Message.Should().Be($"Refused a delivery from cue at /webhooks/cue: {failure}.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"type":"ad.click"}""")]
    [InlineData("""{"id":"","type":"ad.click"}""")]
    [InlineData("""{"id":"evt_1","type":""}""")]
    [InlineData("""{"id":"evt_1","id":"evt_2","type":"x.y"}""")]
    public async Task ReceiveAsync_GenuineButMalformed_NoClaim(string body)
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Signed(body), _never);

        result.Outcome.Should().Be(WebhookOutcome.Malformed);
        harness.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task ReceiveAsync_OtherMediaType_RefusedUnread()
    {
        await using var harness = new ReceiverHarness();
        var source = new BufferedSource(CueDelivery.Signed(CueDelivery.ClickBody("evt_1"), contentType: "text/plain"));

        WebhookReceiveResult result = await harness.Receive(source, _never);

        result.Outcome.Should().Be(WebhookOutcome.UnsupportedMediaType);
        source.IsBodyRead.Should().BeFalse();
        harness.Logs.Of(1001).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Information);
    }

    [Theory]
    [InlineData(WebhookOutcome.BodyTooLarge)]
    [InlineData(WebhookOutcome.BodyTimeout)]
    [InlineData(WebhookOutcome.Unavailable)]
    public async Task ReceiveAsync_NoBody_ItsOutcome(WebhookOutcome outcome)
    {
        await using var harness = new ReceiverHarness();
        var source = new BufferedSource(CueDelivery.Click()) { Result = WebhookBodyResult.Refused(outcome) };

        WebhookReceiveResult result = await harness.Receive(source, _never);

        result.Outcome.Should().Be(outcome);
        result.IsAcknowledged.Should().BeFalse();
    }

    [Fact]
    public async Task ReceiveAsync_LargerThanAllowed_BodyTooLarge()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddHandler<CueEvent, ThrowingHandler>(),
            new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:MaxRequestBodySize"] = "10" });

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Click(), CancellationToken.None);

        result.Outcome.Should().Be(WebhookOutcome.BodyTooLarge);
    }

    [Fact]
    public async Task ReceiveAsync_HandlerThrows_ReleasedLoggedOnceAndHandledAgain()
    {
        await using var harness = new ReceiverHarness();
        var trouble = new InvalidOperationException("the handler's own words");
        using var activity = new Activity("request").Start();

        WebhookReceiveResult first = await harness.Receive(CueDelivery.Click(), (_, _) => throw trouble);
        WebhookReceiveResult second = await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask);

        first.Outcome.Should().Be(WebhookOutcome.Failed);
        second.Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Entries.Where(entry => entry.Exception is not null).Should().ContainSingle()
            .Which.Should().Match<LogEntry>(entry => entry.Id.Id == 1004 && entry.Level == LogLevel.Error && entry.Exception == trouble);
        activity.Status.Should().Be(ActivityStatusCode.Error);
    }

    [Fact]
    public async Task ReceiveAsync_HandlersFromServices_DispatchedByTypeWithFallback()
    {
        await using var harness = new ReceiverHarness(build =>
        {
            build.Services.AddSingleton<Seen>();
            build.AddHandler<CueAdClick, ClickHandler>().AddHandler<CueEvent, FallbackHandler>().AddHandler<CueAdClick, ClickHandler>();
        });

        await harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Click("evt_1"), CancellationToken.None);
        await harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Signed("""{"id":"evt_2","type":"new.type"}"""), CancellationToken.None);
        await harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Signed("""{"id":"evt_3","type":"ad.click","data":1}"""), CancellationToken.None);

        harness.Services.GetRequiredService<Seen>().Should().Equal("click evt_1", "fallback evt_2", "fallback evt_3");
    }

    [Theory]
    [InlineData("""{"id":"evt_2","type":"new.type"}""", WebhookOutcome.Ignored, WebhookOutcome.Duplicate)]
    [InlineData("""{"id":"evt_2","type":"account.billing","data":{}}""", WebhookOutcome.Ignored, WebhookOutcome.Duplicate)]
    [InlineData("""{"id":"evt_2","type":"ad.click","data":{"ad_id":1}}""", WebhookOutcome.Failed, WebhookOutcome.Failed)]
    public async Task ReceiveAsync_NoHandlerForTheType_IgnoredUnlessItShouldHaveBeenReadable(
        string body, WebhookOutcome first, WebhookOutcome second)
    {
        await using var harness = new ReceiverHarness(build =>
        {
            build.Services.AddSingleton<Seen>();
            build.AddHandler<CueAdClick, ClickHandler>();
        });

        (await harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Signed(body), CancellationToken.None)).Outcome.Should().Be(first);
        (await harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Signed(body), CancellationToken.None)).Outcome.Should().Be(second);
        harness.Services.GetRequiredService<Seen>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("2026-03-13T17:41:14Z", WebhookOutcome.Processed, null)]
    [InlineData("2026-03-13T17:41:13Z", WebhookOutcome.Unauthenticated, SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("yesterday", WebhookOutcome.Unauthenticated, SignatureFailure.TimestampMissing)]
    public async Task ReceiveAsync_MaxEventAge_CheckedOnTheSignedTime(string created, WebhookOutcome outcome, SignatureFailure? failure)
    {
        await using var harness = new ReceiverHarness(
            settings: new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:MaxEventAge"] = "00:10:00" });

        WebhookReceiveResult result = await harness.Receive(
            CueDelivery.Signed($$"""{"id":"evt_1","type":"new.type","created":"{{created}}"}"""), (_, _) => Task.CompletedTask);

        result.Outcome.Should().Be(outcome);
        result.SignatureFailure.Should().Be(failure);
    }

    [Fact]
    public async Task ReceiveAsync_NoHandlerAtAll_ThrowsInsteadOfAcknowledging()
    {
        await using var harness = new ReceiverHarness();

        Func<Task> receive = () => harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Click(), CancellationToken.None).AsTask();

        (await receive.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().StartWith("No handler is registered for CueEvent");
        harness.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task ReceiveAsync_TwoEndpoints_HandleSeparately()
    {
        await using var harness = new ReceiverHarness();
        int handled = 0;
        Task Handle(CueEvent e, WebhookContext context) => Task.FromResult(handled++);

        await harness.Receiver.ReceiveAsync(CueDelivery.Click(), new WebhookEndpoint<CueEvent>("/one", Handle), CancellationToken.None);
        await harness.Receiver.ReceiveAsync(CueDelivery.Click(), new WebhookEndpoint<CueEvent>("/other", Handle), CancellationToken.None);

        handled.Should().Be(2);
    }

    [Fact]
    public async Task ReceiveAsync_SettlementThrows_Unavailable()
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddSingleton<IDeliverySettlement, DyingSettlement>())
        {
            Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/webhooks/cue", new() { HandleInTransaction = true }),
        };

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), _never);

        result.Outcome.Should().Be(WebhookOutcome.Unavailable);
        harness.Logs.Of(1016).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
    }

    [Fact]
    public async Task ReceiveAsync_HandleInTransaction_UsesTheRegisteredSettlement()
    {
        await using var harness = new ReceiverHarness(build => build.Services.AddSingleton<IDeliverySettlement, PlainSettlement>())
        {
            Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/webhooks/cue", new() { HandleInTransaction = true }),
        };
        bool isHandled = false;

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), (_, _) => Task.FromResult(isHandled = true));

        result.Outcome.Should().Be(WebhookOutcome.Processed);
        isHandled.Should().BeTrue();
    }

    [Fact]
    public void Default_OfEveryResult_IsARefusal()
    {
        default(WebhookReceiveResult).Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        default(WebhookReceiveResult).IsAcknowledged.Should().BeFalse();
        default(WebhookBodyResult).IsRead.Should().BeFalse();
        default(HandlerStatus).Should().Be(HandlerStatus.Failed);
        default(SettlementStatus).Should().Be(SettlementStatus.NotHandled);
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Seen : List<string>;

    private sealed class ClickHandler(Seen seen) : IWebhookHandler<CueAdClick>
    {
        public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context)
        {
            seen.Add($"click {webhookEvent.Id}");
            return Task.CompletedTask;
        }
    }

    private sealed class FallbackHandler(Seen seen) : IWebhookHandler<CueEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context)
        {
            seen.Add($"fallback {webhookEvent.Id}");
            return Task.CompletedTask;
        }
    }

    private sealed class ThrowingHandler : IWebhookHandler<CueEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => throw new InvalidOperationException();
    }

    private sealed class DyingSettlement : IDeliverySettlement
    {
        public ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken) =>
            throw new IOException("The store is gone.");
    }

    private sealed class PlainSettlement : IDeliverySettlement
    {
        public async ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken) =>
            await delivery.HandleAsync() == HandlerStatus.Handled ? SettlementStatus.Completed : SettlementStatus.NotHandled;
    }
}
