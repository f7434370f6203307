using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookReceiverHandlerTests
{
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

    [Fact]
    public async Task ReceiveAsync_NoHandlerAtAll_ThrowsInsteadOfAcknowledging()
    {
        await using var harness = new ReceiverHarness();

        Func<Task> receive = () => harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Click(), CancellationToken.None).AsTask();

        (await receive.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().StartWith("No handler is registered for CueEvent");
        harness.Memory.Count.Should().Be(0);
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
}
