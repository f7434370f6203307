using System.Net;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;
using static Webhooks.Receiver.AspNetCore.Tests.MappedApp;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class EndpointOptionsTests
{
    [Fact]
    public async Task OptionsName_OfAnEndpoint_TakesItsOwnSecrets()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
                app.MapWebhook<CueEvent>("/other", (_, _) => Task.CompletedTask).WithWebhook<CueEvent>(options => options.OptionsName = "OtherCue");
            },
            options =>
            {
                options.UsesTestServer = true;
                options.Settings["Webhooks:OtherCue:Secrets:0"] = "other-secret";
            });

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click(), "/other")).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "other-secret" }, "/other")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "other-secret" })).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task MaxRequestBodySize_OfAnEndpoint_WinsOverTheProviders()
    {
        await using WebhookApp app = await StartAsync(options => options.MaxRequestBodySize = 300, limits: ("MaxRequestBodySize", "1000"));

        (await app.StatusOfAsync(CueRequest.OfSize(300), "/own")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.OfSize(301, "evt_2"), "/own")).Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await app.StatusOfAsync(CueRequest.OfSize(1000))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task MediaTypes_OfAnEndpoint_WinOverTheProviders()
    {
        await using WebhookApp app = await StartAsync(options => options.MediaTypes = ["text/plain"], limits: ("MediaTypes:0", "text/html"));

        (await app.StatusOfAsync(CueRequest.Click("evt_1") with { ContentType = "text/plain" }, "/own")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click("evt_2") with { ContentType = "text/html" }, "/own")).Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await app.StatusOfAsync(CueRequest.Click("evt_3") with { ContentType = "application/json" }, "/own")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click("evt_4") with { ContentType = "text/html" })).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task BodyTimeout_OfAnEndpoint_WinsOverTheProviders()
    {
        await using WebhookApp app = await StartAsync(options => options.BodyTimeout = TimeSpan.FromSeconds(2), limits: ("BodyTimeout", "00:00:30"));
        await using RawConnection own = await app.ConnectAsync(), plain = await app.ConnectAsync();
        CueRequest request = CueRequest.Click();
        int timers = app.Clock.WaitingTimers;
        await own.SendAsync(request.Head(request.Body.Length, path: "/own"), request.Body[..5]);
        await plain.SendAsync(request.Head(request.Body.Length), request.Body[..5]);
        await Eventually.Holds(() => app.Clock.WaitingTimers >= timers + 2, "both deadlines run");

        app.Clock.Advance(TimeSpan.FromSeconds(2));

        (await own.ReadResponseAsync())!.Status.Should().Be(408);
        await plain.SendAsync(request.Body[5..]);
        (await plain.ReadResponseAsync())!.Status.Should().Be(200);
    }

    [Fact]
    public async Task HandlerTimeout_OfAnEndpoint_WinsOverTheProviders()
    {
        Signal entered = new();
        await using WebhookApp app = await StartAsync(
            options => options.HandlerTimeout = TimeSpan.FromSeconds(2),
            async context =>
            {
                entered.Set();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            },
            ("HandlerTimeout", "00:05:00"));
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), "/own");
        await entered.WaitAsync();

        app.Clock.Advance(TimeSpan.FromSeconds(2));

        (await running).Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task IdempotencyLease_OfAnEndpoint_WinsOverTheProviders()
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await StartAsync(
            options => options.IdempotencyLease = TimeSpan.FromSeconds(6),
            context =>
            {
                entered.Set();
                return release.WaitAsync(context.CancellationToken);
            },
            ("IdempotencyLease", "00:01:00"));
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), "/own");
        await entered.WaitAsync();

        using HttpResponseMessage second = await app.SendAsync(CueRequest.Click(), "/own");

        second.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(6));
        release.Set();
        (await running).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task IdempotencyRetention_OfAnEndpoint_WinsOverTheProviders()
    {
        await using WebhookApp app = await StartAsync(
            options => options.IdempotencyRetention = TimeSpan.FromHours(1), limits: ("IdempotencyRetention", "10.00:00:00"));
        (await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromHours(1));
        (await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);

        app.Logs.Of(1002).TakeLast(2).Select(entry => entry["Outcome"]).Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Duplicate);
    }

    [Fact]
    public async Task MaxEventAge_OfAnEndpoint_WinsOverTheProviders()
    {
        // The click says that it was created when the clock starts.
        await using WebhookApp app = await StartAsync(options => options.MaxEventAge = TimeSpan.FromMinutes(10), limits: ("MaxEventAge", "01:00:00"));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        (await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromTicks(1));

        (await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Paused(), "/own")).Should().Be(HttpStatusCode.Unauthorized, "it says no time");

        app.Logs.Of(1000).Select(entry => entry["SignatureFailure"]).Should().Equal(
            SignatureFailure.TimestampOutsideTolerance, SignatureFailure.TimestampMissing);
    }

    [Fact]
    public async Task SetStatusCode_OfAnEndpoint_AnswersWithIt()
    {
        await using WebhookApp app = await StartAsync(
            options => options.SetStatusCode(WebhookOutcome.Processed, 204).SetStatusCode(WebhookOutcome.Duplicate, 208)
                .SetStatusCode(WebhookOutcome.Unauthenticated, 403).SetStatusCode(WebhookOutcome.Malformed, 422)
                .SetStatusCode(WebhookOutcome.UnsupportedMediaType, 400),
            limits: ("MaxRequestBodySize", "1000"));

        ((int)await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(204);
        ((int)await app.StatusOfAsync(CueRequest.Click(), "/own")).Should().Be(208);
        ((int)await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "another" }, "/own")).Should().Be(403);
        ((int)await app.StatusOfAsync(CueRequest.Of("{}"), "/own")).Should().Be(422);
        ((int)await app.StatusOfAsync(CueRequest.Click() with { ContentType = "text/plain" }, "/own")).Should().Be(400);
        ((int)await app.StatusOfAsync(CueRequest.Click())).Should().Be(200, "the other endpoint is as it was");
    }

    [Fact]
    public async Task SetStatusCode_OfRetryableOutcomes_KeepsTheRetryAfter()
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await StartAsync(
            options => options.SetStatusCode(WebhookOutcome.InProgress, 503).SetStatusCode(WebhookOutcome.Failed, 502),
            async context =>
            {
                entered.Set();
                await release.WaitAsync(context.CancellationToken);
                throw new InvalidOperationException();
            });
        Task<HttpStatusCode> running = app.StatusOfAsync(CueRequest.Click(), "/own");
        await entered.WaitAsync();

        using HttpResponseMessage second = await app.SendAsync(CueRequest.Click(), "/own");
        release.Set();

        second.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        second.Headers.RetryAfter.Should().NotBeNull();
        (await running).Should().Be(HttpStatusCode.BadGateway);
    }
}
