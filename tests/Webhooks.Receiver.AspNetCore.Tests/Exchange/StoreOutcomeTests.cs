using System.Net;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using static Webhooks.Receiver.AspNetCore.Tests.Answers;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class StoreOutcomeTests
{
    [Fact]
    public async Task InProgress_IsAnswered409WithTheRestOfTheLease()
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await WebhookApp.HandleAsync(seen =>
        {
            entered.Set();
            return release.WaitAsync(seen.Token);
        });
        Task<HttpStatusCode> first = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(4.5));

        using HttpResponseMessage second = await app.SendAsync(CueRequest.Click());

        second.StatusCode.Should().Be(HttpStatusCode.Conflict);
        second.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(26));
        await ShouldBeProblemAsync(second, "Conflict");
        release.Set();
        (await first).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ClaimLost_IsAnswered503AndTheNewOwnerKeepsTheKey()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);
        app.Store.Inject(IdempotencyOperation.Complete, StoreFaults.TakenOver(app.Memory));

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click());

        await ShouldBeUnavailableAsync(response);
        app.Logs.Of(1006).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
        app.Logs.Of(1003).Should().ContainSingle(entry => Equals(entry["Outcome"], WebhookOutcome.ClaimLost));
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Unavailable_StoreThatThrowsOnClaim_Is503AndNotHandled()
    {
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.FromResult(Interlocked.Increment(ref handled)));
        app.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 1);

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click());

        await ShouldBeUnavailableAsync(response);
        handled.Should().Be(0);
        app.Logs.Of(1007).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unavailable_StoreThatHangsOnClaim_Is503AfterTheStoreTimeout()
    {
        Signal entered = new();
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);
        app.Store.Inject(IdempotencyOperation.Claim, StoreFaults.NeverAnswers(entered));

        using HttpResponseMessage response = await SendAsync(app, entered);

        await ShouldBeUnavailableAsync(response);
        app.Logs.Of(1007).Should().ContainSingle();
    }

    [Fact]
    public async Task Unavailable_StoreThatIsFullOfRunningClaims_Is503()
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await WebhookApp.HandleAsync(
            seen =>
            {
                entered.Set();
                return release.WaitAsync(seen.Token);
            },
            options => options.Memory = new InMemoryIdempotencyStore(1, options.Clock));
        Task<HttpStatusCode> first = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click("evt_2"));

        await ShouldBeUnavailableAsync(response);
        app.Logs.Of(1008).Should().ContainSingle();
        release.Set();
        (await first).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unavailable_CompletionNotRecorded_Is503AndHandledAgainAfterTheLease(bool isHanging)
    {
        int handled = 0;
        Signal entered = new();
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.FromResult(Interlocked.Increment(ref handled)));
        app.Store.Inject(IdempotencyOperation.Complete, isHanging ? StoreFaults.NeverAnswers(entered) : IdempotencyFault.Fail());

        Task<HttpResponseMessage> sending = app.SendAsync(CueRequest.Click());
        if (isHanging)
        {
            await entered.WaitAsync();
        }

        using HttpResponseMessage response = await Eventually.EndsAsTimePasses(sending, app.Clock);

        await ShouldBeUnavailableAsync(response);
        app.Logs.Of(1010).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
        app.Store.Clear();
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.Conflict, "the claim is held until its lease ends");
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Failed_ReleaseNotRecorded_IsStill500AndHandledAgainAfterTheLease(bool isHanging)
    {
        int handled = 0;
        Signal entered = new();
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Interlocked.Increment(ref handled) == 1 ? throw new InvalidOperationException() : Task.CompletedTask);
        app.Store.Inject(IdempotencyOperation.Release, isHanging ? StoreFaults.NeverAnswers(entered) : IdempotencyFault.Fail());

        using HttpResponseMessage response = await SendAsync(app, isHanging ? entered : null);

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        app.Logs.Of(1011).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.Conflict);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Processed_RenewalsThatFail_AreLoggedAndTheHandlerIsLeftAlone(bool isHanging)
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await WebhookApp.HandleAsync(seen =>
        {
            entered.Set();
            return release.WaitAsync(seen.Token);
        });
        app.Store.Inject(IdempotencyOperation.Renew, isHanging ? StoreFaults.NeverAnswers() : IdempotencyFault.Fail());
        Task<HttpStatusCode> sending = app.StatusOfAsync(CueRequest.Click());
        await entered.WaitAsync();

        app.Clock.Advance(TimeSpan.FromSeconds(10));
        app.Clock.Advance(TimeSpan.FromSeconds(9));
        await Eventually.Holds(() => app.Logs.Of(1009).Count == 1, "the renewal's failure is logged");
        release.Set();

        (await sending).Should().Be(HttpStatusCode.OK);
    }

    private static async Task ShouldBeUnavailableAsync(HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        await ShouldBeProblemAsync(response, "Service Unavailable");
    }
}
