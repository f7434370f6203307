using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Middleware that has read or changed the body: said so, and never called a bad signature.</summary>
public sealed class UpstreamBodyTests
{
    [Theory]
    [InlineData("Body", false)]
    [InlineData("Body", true)]
    [InlineData("BodyReader", false)]
    [InlineData("BodyReader", true)]
    [InlineData("BodyReaderCompleted", false)]
    [InlineData("BodyReaderCompleted", true)]
    [InlineData("FirstBytes", false)]
    [InlineData("FirstBytes", true)]
    [InlineData("Replaced", false)]
    [InlineData("Replaced", true)]
    public async Task Body_EatenUpstream_Is503AndSaysSo(string way, bool isChunked)
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(http => EatAsync(http, way), () => handled++);
        foreach (string path in new[] { "/webhooks/cue", "/free-form" })
        {
            app.Logs.Clear();

            using HttpResponseMessage response = await app.SendAsync(CueRequest.Click() with { IsChunked = isChunked }, path);

            response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.Should().NotBeNull();
            LogEntry entry = app.Logs.Of(2001).Should().ContainSingle().Subject;
            entry.Level.Should().Be(LogLevel.Warning);
            app.Logs.Of(1000).Should().BeEmpty("the signature is not bad");
            app.Logs.ErrorTexts.Should().BeEmpty();
        }

        handled.Should().Be(0);
        app.Memory.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("Buffered", false)]
    [InlineData("Buffered", true)]
    [InlineData("BufferedAndRewound", false)]
    [InlineData("BufferedAndRewound", true)]
    [InlineData("BufferedInPart", false)]
    [InlineData("BufferedOnly", true)]
    public async Task Body_BufferedUpstream_IsReadAgainFromTheStart(string way, bool isChunked)
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(http => EatAsync(http, way), () => handled++);

        (await app.StatusOfAsync(CueRequest.Click() with { IsChunked = isChunked })).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click() with { IsChunked = isChunked }, "/free-form")).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(2);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Body_DecompressedUpstream_Is415AndSaysSo(bool isChunked, bool isGarbage)
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(null, () => handled++);
        var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(CueRequest.OfSize(5000).Body);
        }

        using HttpResponseMessage response = await app.SendAsync(new CueRequest(isGarbage ? new byte[100] : compressed.ToArray())
        {
            ContentEncoding = "gzip",
            IsChunked = isChunked,
        });

        response.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        app.Logs.Of(2003).Should().ContainSingle().Which.Message.Should().StartWith("Request decompression");
        app.Logs.Alarms.Should().BeEmpty();
        app.Logs.Of(1000).Should().BeEmpty();
        handled.Should().Be(0);
    }

    [Fact]
    public async Task Body_ThatCameEmpty_IsMalformed()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        (await app.StatusOfAsync(new CueRequest([]) { IsChunked = true })).Should().Be(HttpStatusCode.BadRequest);
        (await app.StatusOfAsync(new CueRequest([]))).Should().Be(HttpStatusCode.BadRequest);
    }

    private static Task<WebhookApp> StartAsync(Func<HttpContext, Task>? middleware, Action handle) => WebhookApp.StartAsync(
        app =>
        {
            if (middleware is null)
            {
                app.UseRequestDecompression();
            }
            else
            {
                app.Use(async (HttpContext http, RequestDelegate next) =>
                {
                    await middleware(http);
                    await next(http);
                });
            }

            app.MapWebhook<CueEvent>((_, _) =>
            {
                handle();
                return Task.CompletedTask;
            });
            app.MapPost("/free-form", (Webhook<CueEvent> webhook) => handle());
        },
        options => options.Builder = builder => builder.Services.AddRequestDecompression());

    private static async Task EatAsync(HttpContext http, string way)
    {
        if (way.StartsWith("Buffered", StringComparison.Ordinal))
        {
            http.Request.EnableBuffering();
        }

        switch (way)
        {
            case "Body" or "Buffered" or "BufferedAndRewound":
                await http.Request.Body.CopyToAsync(Stream.Null);
                break;
            case "FirstBytes" or "BufferedInPart":
                await http.Request.Body.ReadExactlyAsync(new byte[10]);
                break;
            case "BodyReader" or "BodyReaderCompleted":
                await http.Request.BodyReader.CopyToAsync(Stream.Null);
                break;
            case "Replaced":
                await http.Request.Body.CopyToAsync(Stream.Null);
                http.Request.Body = new MemoryStream("{}"u8.ToArray());
                break;
        }

        if (way == "BodyReaderCompleted")
        {
            await http.Request.BodyReader.CompleteAsync();
        }

        if (way == "BufferedAndRewound")
        {
            http.Request.Body.Position = 0;
        }
    }
}
