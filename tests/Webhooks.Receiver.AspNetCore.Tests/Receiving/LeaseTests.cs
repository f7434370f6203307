using System.Net;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Claims of owners that crashed, stopped or are just slow.</summary>
public sealed class LeaseTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task Claim_OfAnOwnerThatCrashed_EndsWithItsLease(string path)
    {
        int handled = 0;
        IdempotencyKey key = default;
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(
            _ => Interlocked.Increment(ref handled) == 1 ? throw new IOException() : Task.CompletedTask);
        app.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(call => Task.FromResult(key = call.Key)), times: 1);
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.InternalServerError);
        handled.Should().Be(1);

        // A crash leaves a claim that is never settled.
        await app.Memory.ClaimAsync(key, _lease, CancellationToken.None);
        app.Clock.Advance(_lease - TimeSpan.FromSeconds(1.5));
        using HttpResponseMessage early = await app.SendAsync(CueRequest.Click(), path);
        early.StatusCode.Should().Be(HttpStatusCode.Conflict);
        early.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(2));
        app.Clock.Advance(TimeSpan.FromSeconds(1.5));
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(2);
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(2);
    }

    [Theory]
    [InlineData("/webhooks/cue", false)]
    [InlineData("/webhooks/cue", true)]
    [InlineData("/free-form", false)]
    [InlineData("/free-form", true)]
    public async Task Owner_OfAnotherHostThatWakesUpLate_SettlesNothing(string path, bool fails)
    {
        // Two hosts with one store; the first one's clock stands still, as that of a stopped process does.
        var storeClock = new ManualTimeProvider();
        var memory = new InMemoryIdempotencyStore(timeProvider: storeClock);
        Signal entered = new(), wake = new();
        await using WebhookApp first = await WebhookApp.HandleBothWaysAsync(
            async seen =>
            {
                entered.Set();
                await wake.WaitAsync();
                if (fails)
                {
                    throw new InvalidOperationException("Too late.");
                }
            },
            options => options.Memory = memory);
        int handled = 0;
        bool isFailing = true;
        Signal secondEntered = new(), secondEnd = new();
        await using WebhookApp second = await WebhookApp.HandleBothWaysAsync(
            async seen =>
            {
                handled++;
                if (isFailing)
                {
                    throw new InvalidOperationException("Released, and claimed again.");
                }

                secondEntered.Set();
                await secondEnd.WaitAsync(seen.Token);
            },
            options => options.Memory = memory);
        Task<HttpStatusCode> late = first.StatusOfAsync(CueRequest.Click(), path);
        await entered.WaitAsync();
        (await second.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.Conflict);

        storeClock.Advance(_lease);
        (await second.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.InternalServerError);
        isFailing = false;
        Task<HttpStatusCode> running = second.StatusOfAsync(CueRequest.Click(), path);
        await secondEntered.WaitAsync();
        wake.Set();

        (await late).Should().Be(fails ? HttpStatusCode.InternalServerError : HttpStatusCode.ServiceUnavailable);
        first.Logs.Of(1006).Should().HaveCount(fails ? 0 : 1);
        (await second.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.Conflict, "the second owner's claim is untouched");
        secondEnd.Set();
        (await running).Should().Be(HttpStatusCode.OK);
        (await first.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(2);
    }

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task Handler_FourTimesAsLongAsItsLease_KeepsItsClaim(string path)
    {
        int handled = 0;
        Signal entered = new(), release = new();
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(seen =>
        {
            Interlocked.Increment(ref handled);
            entered.Set();
            return release.WaitAsync(seen.Token);
        });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), path);
        await entered.WaitAsync();
        for (TimeSpan passed = TimeSpan.Zero; passed < _lease * 4; passed += TimeSpan.FromSeconds(3))
        {
            app.Clock.Advance(TimeSpan.FromSeconds(3));
            (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.Conflict);
        }

        release.Set();
        (await running).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(1);
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(1);
        app.Logs.Alarms.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task Handler_WhoseClaimIsFoundTakenOnRenewal_IsCancelledAndAnswered503(string path)
    {
        Signal entered = new(), cancelled = new();
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(async seen =>
        {
            entered.Set();
            using CancellationTokenRegistration _ = seen.Token.Register(cancelled.Set);
            await Task.Delay(Timeout.InfiniteTimeSpan, seen.Token);
        });
        app.Store.Inject(IdempotencyOperation.Renew, StoreFaults.TakenOver(app.Memory));
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), path);
        await entered.WaitAsync();

        app.Clock.Advance(_lease / 3);

        await cancelled.WaitAsync();
        (await running).Should().Be(HttpStatusCode.ServiceUnavailable);
        app.Logs.Of(1003).Should().ContainSingle(entry => Equals(entry["Outcome"], WebhookOutcome.ClaimLost));
        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.Conflict, "the new owner's claim is untouched");
    }

    [Fact]
    public async Task Completed_AfterItsRetention_IsHandledAgain()
    {
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(_ => Task.FromResult(Interlocked.Increment(ref handled)));
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(1);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(2);
    }

    [Fact]
    public async Task WallClock_SteppedWhileAHandlerRuns_ChangesNothing()
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await WebhookApp.HandleBothWaysAsync(seen =>
        {
            entered.Set();
            return release.WaitAsync(seen.Token);
        });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();

        app.Clock.StepWallClock(TimeSpan.FromDays(30));
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.Conflict);
        app.Clock.StepWallClock(TimeSpan.FromDays(-60));
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.Conflict);
        release.Set();
        (await running).Should().Be(HttpStatusCode.OK);
    }
}
