using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class HostShutdownTests
{
    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task Delivery_WhileTheHostStops_Is503(string path)
    {
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(_ => Task.FromResult(Interlocked.Increment(ref handled)));
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);

        app.Host.Lifetime.StopApplication(); // announced; the server goes on until the host is stopped

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click("evt_2"), path);
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        handled.Should().Be(1);
        app.Memory.Count.Should().Be(1);
    }

    [Theory]
    [InlineData("/webhooks/cue", 30, 25)]
    [InlineData("/free-form", 30, 25)]
    [InlineData("/webhooks/cue", 5, 4)]
    [InlineData("/webhooks/cue", 300, 295)]
    public async Task Handler_WhileTheHostStops_IsCancelledShortlyBeforeTheTimeoutEnds(string path, int shutdownTimeout, int cancelledAfter)
    {
        Signal entered = new();
        CancellationToken token = default;
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(
            async seen =>
            {
                token = seen.Token;
                entered.Set();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            },
            options => options.Builder = builder => builder.Services.Configure<HostOptions>(
                host => host.ShutdownTimeout = TimeSpan.FromSeconds(shutdownTimeout)));
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), path);
        await entered.WaitAsync();

        app.Host.Lifetime.StopApplication();
        app.Clock.Advance(TimeSpan.FromSeconds(cancelledAfter) - TimeSpan.FromTicks(1));
        token.IsCancellationRequested.Should().BeFalse();
        app.Clock.Advance(TimeSpan.FromTicks(1));

        token.IsCancellationRequested.Should().BeTrue();
        (await running).Should().Be(HttpStatusCode.ServiceUnavailable);
        app.Memory.Count.Should().Be(0, "the claim is released");
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task Completion_StillFailingWhenHandlersAreCancelled_Is503AndLogged(string path)
    {
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(_ => Task.CompletedTask);
        app.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Fail());
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), path);
        await Eventually.Holds(() => app.Logs.Of(1021).Count > 0, "the first failure");

        app.Host.Lifetime.StopApplication();
        app.Clock.Advance(TimeSpan.FromSeconds(25)); // of the 30 that are the host's default

        (await running).Should().Be(HttpStatusCode.ServiceUnavailable);
        app.Logs.Of(1010).Should().ContainSingle();
        app.Logs.Of(1003).Should().ContainSingle();
        app.Logs.Of(1005).Should().BeEmpty("the handler has ended");
    }

    [Fact]
    public async Task Handler_WhileTheHostReallyStops_IsCancelledAndReleasedInTime()
    {
        Signal entered = new(), cancelled = new();
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(
            async seen =>
            {
                entered.Set();
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, seen.Token);
                }
                finally
                {
                    cancelled.Set();
                }
            },
            options => options.Builder = builder =>
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
                builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
            });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();

        await app.Host.StopAsync();

        cancelled.IsSet.Should().BeTrue();
        (await running).Should().Be(HttpStatusCode.ServiceUnavailable);
        app.Memory.Count.Should().Be(0);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Fact]
    public async Task Handler_ThatEndsWhileTheHostStops_IsAcknowledged()
    {
        Signal entered = new(), end = new();
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(seen =>
        {
            entered.Set();
            return end.WaitAsync(seen.Token);
        });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();

        Task stopping = app.Host.StopAsync();
        end.Set();

        (await running).Should().Be(HttpStatusCode.OK);
        await stopping;
        app.Memory.Count.Should().Be(1);
    }
}
