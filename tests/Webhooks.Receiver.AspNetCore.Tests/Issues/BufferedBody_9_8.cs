using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>
/// Issue 9.8: with EnableBuffering in front, a body that arrived slowly was an error in the log after our 408, and one over the
/// buffer's own limit a 500.
/// </summary>
public sealed class BufferedBody_9_8
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);

    public static IEnumerable<object[]> Fronts =>
        from front in Front.All from isChunked in (bool[])[true, false] select new object[] { front, isChunked };

    [Theory]
    [MemberData(nameof(Fronts))]
    public async Task Body_SlowerThanTheDeadline_Is408AndNoError(string front, bool isChunked)
    {
        await using WebhookApp app = await StartAsync(http => Front.Use(http, front));
        await using RawConnection connection = await app.ConnectAsync();
        int timers = app.Clock.WaitingTimers;
        CueRequest request = CueRequest.Click();
        await connection.SendAsync(request.Head(isChunked ? null : request.Body.Length), Piece(request.Body.AsSpan(0, 20), isChunked));
        await Eventually.Holds(() => app.Clock.WaitingTimers > timers, "the body's deadline runs");

        app.Clock.Advance(_deadline);

        RawResponse response = (await connection.ReadResponseAsync())!;
        response.Status.Should().Be(408);
        response["Connection"].Should().Be("close");
        await connection.SendAsync(Piece(request.Body.AsSpan(20, 1), isChunked));
        connection.Finish();
        (await connection.IsEndedAsync()).Should().BeTrue();
        await AssertNoErrorAsync(app);
    }

    /// <summary>The sender has its answer, and goes on to send.</summary>
    [Fact]
    public async Task Sender_ThatStaysAfterItsDeadline_IsDisconnected()
    {
        await using WebhookApp app = await StartAsync(http => Front.Use(http, Front.Buffering));
        await using RawConnection connection = await app.ConnectAsync();
        int timers = app.Clock.WaitingTimers;
        CueRequest request = CueRequest.Click();
        await connection.SendAsync(request.Head(request.Body.Length), request.Body[..20]);
        await Eventually.Holds(() => app.Clock.WaitingTimers > timers, "the body's deadline runs");

        app.Clock.Advance(_deadline);

        (await connection.ReadResponseAsync())!.Status.Should().Be(408);
        (await connection.IsEndedAsync()).Should().BeTrue();
        await AssertNoErrorAsync(app);
    }

    [Fact]
    public async Task Body_SlowerThanTheDeadlineOverHttp2_Is408AndTheConnectionStays()
    {
        await using WebhookApp app = await StartAsync(http => Front.Use(http, Front.Buffering), HttpProtocols.Http2);
        int timers = app.Clock.WaitingTimers;
        CueRequest request = CueRequest.Click();
        Signal never = new();
        using HttpRequestMessage message = Http2(request.ToMessage());
        message.Content = new SlowContent(request.Body, never);
        message.Content.Headers.ContentType = new("application/json");
        message.Content.Headers.ContentLength = request.Body.Length;
        Task<HttpResponseMessage> sending = app.Client.SendAsync(message);
        await Eventually.Holds(() => app.Clock.WaitingTimers > timers, "the body's deadline runs");

        app.Clock.Advance(_deadline);

        using (HttpResponseMessage response = await sending)
        {
            response.StatusCode.Should().Be(HttpStatusCode.RequestTimeout);
        }

        (await app.StatusOfAsync(Http2(CueRequest.Click().ToMessage()))).Should().Be(HttpStatusCode.OK);
        app.Logs.Entries.Count(entry => entry.Id.Name == "ConnectionStart").Should().Be(1);
        app.Logs.ErrorTexts.Should().BeEmpty();
        never.Set();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverTheLimitOfABufferInFront_Is413(bool isChunked)
    {
        await using WebhookApp app = await StartAsync(app => app.Use((HttpContext http, RequestDelegate next) =>
        {
            http.Request.EnableBuffering(bufferThreshold: 100, bufferLimit: 1000);
            return next(http);
        }));

        (await app.StatusOfAsync(CueRequest.OfSize(1000) with { IsChunked = isChunked })).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.OfSize(1001, "evt_2") with { IsChunked = isChunked })).Should().Be(HttpStatusCode.RequestEntityTooLarge);
        app.Logs.Alarms.Should().BeEmpty();
    }

    /// <summary>A machine that cannot buffer is no fault of the sender's, and nothing to be quiet about.</summary>
    [Fact]
    public async Task Body_ThatTheMachineCannotBuffer_IsAnError()
    {
        await using WebhookApp app = await StartAsync(app => app.Use((HttpContext http, RequestDelegate next) =>
        {
            string missing = Path.Combine(AppContext.BaseDirectory, "no such folder");
            http.Request.Body = new FileBufferingReadStream(http.Request.Body, memoryThreshold: 100, bufferLimit: null, missing);
            return next(http);
        }));

        (await app.StatusOfAsync(CueRequest.OfSize(1000))).Should().Be(HttpStatusCode.InternalServerError);
        app.Logs.Errors.Should().ContainSingle().Which.Exception.Should().BeOfType<DirectoryNotFoundException>();
    }

    private static byte[] Piece(ReadOnlySpan<byte> bytes, bool isChunked) => isChunked ? CueRequest.Chunk(bytes) : bytes.ToArray();

    private static HttpRequestMessage Http2(HttpRequestMessage message)
    {
        message.Version = HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return message;
    }

    private static async Task AssertNoErrorAsync(WebhookApp app)
    {
        await Eventually.Holds(() => app.Logs.Entries.Any(entry => entry.Id.Name == "ConnectionStop"), "the connection has ended");
        app.Logs.Alarms.Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    private static Task<WebhookApp> StartAsync(Action<WebApplication> use, HttpProtocols protocols = HttpProtocols.Http1) => WebhookApp.StartAsync(
        app =>
        {
            use(app);
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
        },
        options =>
        {
            options.Protocols = protocols;
            options.Builder = Front.AddServices;
        });
}
