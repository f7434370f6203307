using System.Net;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class HandlerTimeoutTests
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(20);

    /// <summary>How long a cancelled handler may take to end before it is answered for.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task Handler_ThatObservesItsToken_IsReleasedAndRetried(string path)
    {
        int handled = 0;
        Signal entered = new();
        await using WebhookApp app = await StartAsync(async seen =>
        {
            if (Interlocked.Increment(ref handled) == 1)
            {
                entered.Set();
                await Task.Delay(Timeout.InfiniteTimeSpan, seen.Token);
            }
        });
        Task<HttpResponseMessage> running = app.SendAsync(CueRequest.Click(), path);
        await entered.WaitAsync();

        app.Clock.Advance(_timeout - TimeSpan.FromTicks(1));
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.Conflict, "the time is not over");
        app.Clock.Advance(TimeSpan.FromTicks(1));

        using HttpResponseMessage response = await running;
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.Should().NotBeNull();
        app.Memory.Count.Should().Be(0);
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(2);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handler_ThatIgnoresItsToken_IsAnsweredForAndKeepsItsClaimUntilItEnds(bool fails)
    {
        int handled = 0;
        Signal entered = new(), end = new();
        await using WebhookApp app = await StartAsync(async _ =>
        {
            if (Interlocked.Increment(ref handled) == 1)
            {
                entered.Set();
                await end.WaitAsync();
                if (fails)
                {
                    throw new InvalidOperationException("Failed in the end.");
                }
            }
        });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();

        app.Clock.Advance(_timeout);
        await Eventually.Holds(
            () =>
            {
                app.Clock.Advance(_grace / 10);
                return running.IsCompleted;
            },
            "the handler is answered for");

        (await running).Should().Be(HttpStatusCode.ServiceUnavailable);
        app.Logs.Of(1005).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
        for (int i = 0; i < 10; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(9));
            (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.Conflict, "it still runs, and its claim is renewed");
        }

        end.Set();
        if (fails)
        {
            await Eventually.Holds(() => app.Memory.Count == 0, "the claim is released");
        }

        await Eventually.Holds(async () => await app.StatusOfAsync(CueRequest.Click()) == HttpStatusCode.OK, "it has ended");
        handled.Should().Be(fails ? 2 : 1);
        app.Logs.Of(1002)[0]["Outcome"].Should().Be(fails ? WebhookOutcome.Processed : WebhookOutcome.Duplicate);
    }

    /// <summary>A free-form handler writes to the request's own response: the answer waits for it, and tells what became of it.</summary>
    [Fact]
    public async Task FreeFormHandler_ThatIgnoresItsToken_IsWaitedFor()
    {
        Signal entered = new(), end = new();
        await using WebhookApp app = await StartAsync(async _ =>
        {
            entered.Set();
            await end.WaitAsync();
        });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), "/free-form");
        await entered.WaitAsync();

        app.Clock.Advance(_timeout + _grace + _grace);
        (await app.StatusOfAsync(CueRequest.Click(), "/free-form")).Should().Be(HttpStatusCode.Conflict);
        end.Set();

        (await running).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click(), "/free-form")).Should().Be(HttpStatusCode.OK);
        app.Logs.Of(1002).Select(entry => entry["Outcome"]).Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Duplicate);
    }

    [Fact]
    public async Task Handler_WithoutTimeout_MayTakeItsTime()
    {
        Signal entered = new(), end = new();
        await using WebhookApp app = await WebhookApp.HandleAsync(seen =>
        {
            entered.Set();
            return end.WaitAsync(seen.Token);
        });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();

        app.Clock.Advance(TimeSpan.FromHours(2));
        end.Set();

        (await running).Should().Be(HttpStatusCode.OK);
    }

    /// <summary>A callback that the handler hung on its token runs on a timer's thread: what it throws must not end the process.</summary>
    [Fact]
    public async Task Handler_WhoseCancellationCallbackThrows_AffectsNoOtherDelivery()
    {
        Signal entered = new();
        await using WebhookApp app = await StartAsync(async seen =>
        {
            seen.Token.Register(() => throw new InvalidOperationException("Out of a callback."));
            entered.Set();
            await Task.Delay(Timeout.InfiniteTimeSpan, seen.Token);
        });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();

        app.Clock.Invoking(clock => clock.Advance(_timeout)).Should().NotThrow();

        (await running).Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    private static Task<WebhookApp> StartAsync(Func<CueEventSeen, Task> handler) => WebhookApp.HandleBothWaysAsync(
        handler, options => options.Settings["Webhooks:Cue:HandlerTimeout"] = $"{_timeout}");
}
