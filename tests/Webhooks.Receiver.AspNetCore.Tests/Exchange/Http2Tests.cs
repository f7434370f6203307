using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>HTTP/2 without TLS, as behind a proxy: one connection, many streams.</summary>
public sealed class Http2Tests
{
    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free")]
    public async Task Delivery_OverHttp2_IsAnsweredAsOverHttp1(string path)
    {
        await using WebhookApp app = await StartAsync();

        (await StatusOfAsync(app, CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, CueRequest.Click(), path)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, CueRequest.Click() with { SignedWith = "another" }, path)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, CueRequest.Of("{}"), path)).Should().Be(HttpStatusCode.BadRequest);
        (await StatusOfAsync(app, CueRequest.OfSize(1000, "evt_2"), path)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, CueRequest.OfSize(1001), path)).Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await StatusOfAsync(app, CueRequest.OfSize(1000, "evt_3") with { IsChunked = true }, path)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, CueRequest.OfSize(1001) with { IsChunked = true }, path)).Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await StatusOfAsync(app, CueRequest.Click("evt_4"), path)).Should().Be(HttpStatusCode.OK);

        app.Logs.Of(1002).Select(entry => entry["Outcome"]).Should().Equal(
            WebhookOutcome.Processed, WebhookOutcome.Duplicate, WebhookOutcome.Processed, WebhookOutcome.Processed, WebhookOutcome.Processed);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Fact]
    public async Task Body_SlowerThanTheDeadline_Is408()
    {
        await using WebhookApp app = await StartAsync();
        int timers = app.Clock.WaitingTimers;
        Signal never = new();
        using HttpRequestMessage message = SlowMessage(never);
        Task<HttpResponseMessage> sending = app.Client.SendAsync(message);
        await Eventually.Holds(() => app.Clock.WaitingTimers > timers, "the body's deadline runs");

        app.Clock.Advance(TimeSpan.FromSeconds(10));

        using HttpResponseMessage response = await sending;
        response.StatusCode.Should().Be(HttpStatusCode.RequestTimeout);
        app.Memory.Count.Should().Be(0);
        (await StatusOfAsync(app, CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        app.Logs.ErrorTexts.Should().BeEmpty();
        never.Set();
    }

    [Fact]
    public async Task Sender_ThatResetsItsStream_IsNoError()
    {
        await using WebhookApp app = await StartAsync();
        for (int i = 1; i <= 20; i++)
        {
            int timers = app.Clock.WaitingTimers;
            Signal never = new();
            using HttpRequestMessage message = SlowMessage(never);
            using var cancellation = new CancellationTokenSource();
            Task<HttpResponseMessage> sending = app.Client.SendAsync(message, cancellation.Token);
            await Eventually.Holds(() => app.Clock.WaitingTimers > timers, "the body is being read");

            await cancellation.CancelAsync();

            await sending.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
            await Eventually.Holds(() => app.Logs.Of(2000).Count == i, "the server has seen it");
            never.Set();
        }

        (await StatusOfAsync(app, CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        app.Memory.Count.Should().Be(1);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Fact]
    public async Task Deliveries_OnManyStreams_AreHandledOnce()
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(() => Interlocked.Increment(ref handled));

        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => StatusOfAsync(app, CueRequest.Click())));

        statuses.Should().OnlyContain(status => status == HttpStatusCode.OK || status == HttpStatusCode.Conflict);
        handled.Should().Be(1);
    }

    private static HttpRequestMessage SlowMessage(Signal end)
    {
        CueRequest request = CueRequest.Click();
        HttpRequestMessage message = OverHttp2(request.ToMessage());
        message.Content = new SlowContent(request.Body, end);
        message.Content.Headers.ContentType = new("application/json");
        return message;
    }

    private static HttpRequestMessage OverHttp2(HttpRequestMessage message)
    {
        message.Version = HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (message.Headers.TransferEncodingChunked == true)
        {
            // HTTP/2 has no such header; what it stands for is a body without an announced length.
            message.Headers.TransferEncodingChunked = false;
            message.Content = new StreamContent(new UnseekableStream(message.Content!.ReadAsStream()));
            message.Content.Headers.ContentType = new("application/json");
        }

        return message;
    }

    private static async Task<HttpStatusCode> StatusOfAsync(WebhookApp app, CueRequest request, string path = CueRequest.DefaultPath)
    {
        using HttpRequestMessage message = OverHttp2(request.ToMessage(path));
        using HttpResponseMessage response = await app.Client.SendAsync(message);
        response.Version.Should().Be(HttpVersion.Version20);
        return response.StatusCode;
    }

    private static Task<WebhookApp> StartAsync(Action? handle = null) => WebhookApp.StartAsync(
        app =>
        {
            app.MapWebhook<CueEvent>((_, _) =>
            {
                handle?.Invoke();
                return Task.CompletedTask;
            });
            app.MapPost("/free", (Webhook<CueEvent> webhook) => "thanks");
        },
        options =>
        {
            options.Protocols = HttpProtocols.Http2;
            options.Settings["Webhooks:Cue:MaxRequestBodySize"] = "1000";
        });
}
