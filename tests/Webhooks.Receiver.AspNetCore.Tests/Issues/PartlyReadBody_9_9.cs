using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>Issue 9.9: middleware that read a part of a chunked body made a bad signature of it.</summary>
public sealed class PartlyReadBody_9_9
{
    private const int Part = 10;

    private static readonly string[] _servers = ["HTTP/1.1", "HTTP/2", "test server"];

    public static IEnumerable<object[]> Takes =>
        from way in (string[])["Body", "BodyByCallback", "BodyReader", "BothOfThem", "ThenBuffered", "Replaced", "LeftOut"]
        from server in _servers
        select new object[] { way, server };

    public static IEnumerable<object[]> Looks =>
        from way in (string[])["BodyReader", "BufferedBody", "BufferedBodyReader", "BufferedToTheEnd"] from server in _servers select new object[] { way, server };

    [Theory]
    [MemberData(nameof(Takes))]
    public async Task ChunkedBody_OfWhichMiddlewareTookAPart_Is503AndSaysSo(string way, string server)
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(server, http => TakeAsync(http, way), () => handled++);
        foreach (string path in new[] { "/webhooks/cue", "/free" })
        {
            app.Logs.Clear();
            CueRequest request = CueRequest.OfSize(1000);

            (await app.StatusOfAsync(Chunked(request, path, server))).Should().Be(HttpStatusCode.ServiceUnavailable);

            LogEntry entry = app.Logs.Of(2001).Should().ContainSingle().Subject;
            entry.Level.Should().Be(LogLevel.Warning);
            entry["Received"].Should().Be(way == "LeftOut" ? 0L : request.Body.Length);
            app.Logs.Of(1000).Should().BeEmpty("the signature is not bad");
            app.Logs.ErrorTexts.Should().BeEmpty();
        }

        handled.Should().Be(0);
        app.Memory.Count.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task ChunkedBody_ThatMiddlewareOnlyLookedAt_IsHandled(string way, string server)
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(server, http => LookAsync(http, way), () => handled++);

        (await app.StatusOfAsync(Chunked(CueRequest.OfSize(1000), CueRequest.DefaultPath, server))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(Chunked(CueRequest.OfSize(100_000, "evt_2"), "/free", server))).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(2);
        app.Logs.Alarms.Should().BeEmpty();
    }

    /// <summary>A stranger can send nothing as well, and is refused for it and not put off.</summary>
    [Theory]
    [InlineData("BodyReader", "HTTP/1.1")]
    [InlineData("BufferedToTheEnd", "HTTP/1.1")]
    [InlineData("BodyReader", "HTTP/2")]
    [InlineData("BufferedToTheEnd", "HTTP/2")]
    public async Task ChunkedBody_ThatCameEmpty_IsRefused(string way, string server)
    {
        await using WebhookApp app = await StartAsync(server, http => LookAsync(http, way), () => { });

        (await app.StatusOfAsync(Chunked(new CueRequest([]), CueRequest.DefaultPath, server))).Should().Be(HttpStatusCode.BadRequest);
        (await app.StatusOfAsync(Chunked(new CueRequest([]) { SignedWith = "another" }, "/free", server))).Should().Be(HttpStatusCode.Unauthorized);

        app.Logs.Alarms.Should().BeEmpty();
    }

    /// <summary>What other endpoints of the app read is what they would read without us.</summary>
    [Theory]
    [InlineData("ReadAsync")]
    [InlineData("ReadOfArrayAsync")]
    [InlineData("CopyToAsync")]
    [InlineData("BeginRead")]
    [InlineData("BodyReader")]
    [InlineData("TryRead")]
    [InlineData("Stream of BodyReader")]
    public async Task ChunkedBody_OfAnotherEndpoint_IsAsItCame(string way)
    {
        byte[]? seen = null;
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            app.MapPost("/other", async (HttpContext http) =>
            {
                http.Request.Body.Invoking(body => body.Read(new byte[1], 0, 1)).Should().Throw<InvalidOperationException>("the server says so");
                seen = await ReadAsync(http.Request, way);
            });
        });
        byte[] body = CueRequest.OfSize(200_000).Body;

        (await app.StatusOfAsync(new CueRequest(body) { IsChunked = true }, "/other")).Should().Be(HttpStatusCode.OK);

        seen.Should().Equal(body);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, string way)
    {
        var seen = new MemoryStream();
        byte[] buffer = new byte[1000];
        int count;
        switch (way)
        {
            case "ReadAsync":
                while ((count = await request.Body.ReadAsync(buffer.AsMemory())) > 0)
                {
                    seen.Write(buffer, 0, count);
                }

                break;
            case "ReadOfArrayAsync":
#pragma warning disable CA1835 // the older overload is what is tested
                while ((count = await request.Body.ReadAsync(buffer, 0, buffer.Length)) > 0)
#pragma warning restore CA1835
                {
                    seen.Write(buffer, 0, count);
                }

                break;
            case "BeginRead":
                while ((count = await Task.Factory.FromAsync(request.Body.BeginRead, request.Body.EndRead, buffer, 0, buffer.Length, state: null)) > 0)
                {
                    seen.Write(buffer, 0, count);
                }

                break;
            case "CopyToAsync":
                await request.Body.CopyToAsync(seen);
                break;
            case "BodyReader":
                await request.BodyReader.CopyToAsync(seen);
                break;
            case "TryRead":
                while (true)
                {
                    if (!request.BodyReader.TryRead(out ReadResult result))
                    {
                        result = await request.BodyReader.ReadAtLeastAsync(1);
                    }

                    ReadOnlySequence<byte> half = result.Buffer.Slice(0, (result.Buffer.Length + 1) / 2);
                    seen.Write(half.ToArray());
                    request.BodyReader.AdvanceTo(half.End);
                    if (result.IsCompleted && half.Length == result.Buffer.Length)
                    {
                        break;
                    }
                }

                await request.BodyReader.CompleteAsync();
                break;
            default:
                await request.BodyReader.AsStream().CopyToAsync(seen);
                break;
        }

        return seen.ToArray();
    }

    private static async Task TakeAsync(HttpContext http, string way)
    {
        switch (way)
        {
            case "Body":
                await http.Request.Body.ReadExactlyAsync(new byte[Part]);
                break;
            case "BodyByCallback":
                await Task.Factory.FromAsync(http.Request.Body.BeginRead, http.Request.Body.EndRead, new byte[Part], 0, Part, state: null);
                break;
            case "BodyReader":
                await TakeOfReaderAsync(http.Request.BodyReader);
                break;
            case "BothOfThem":
                await http.Request.Body.ReadExactlyAsync(new byte[Part]);
                await TakeOfReaderAsync(http.Request.BodyReader);
                break;
            case "ThenBuffered":
                await http.Request.Body.ReadExactlyAsync(new byte[Part]);
                http.Request.EnableBuffering();
                break;
            case "Replaced":
                await http.Request.Body.CopyToAsync(Stream.Null);
                http.Request.Body = new MemoryStream("{}"u8.ToArray());
                break;
            case "LeftOut":
                http.Request.Body = new MemoryStream("{}"u8.ToArray());
                break;
        }
    }

    private static async Task TakeOfReaderAsync(PipeReader reader)
    {
        ReadResult result = await reader.ReadAtLeastAsync(Part);
        reader.AdvanceTo(result.Buffer.GetPosition(Part));
    }

    private static async Task LookAsync(HttpContext http, string way)
    {
        if (way.StartsWith("Buffered", StringComparison.Ordinal))
        {
            http.Request.EnableBuffering();
        }

        switch (way)
        {
            case "BodyReader" or "BufferedBodyReader":
                ReadResult result = await http.Request.BodyReader.ReadAsync();
                http.Request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                break;
            case "BufferedBody":
                await http.Request.Body.ReadAtLeastAsync(new byte[Part], Part, throwOnEndOfStream: false);
                break;
            case "BufferedToTheEnd":
                await http.Request.Body.CopyToAsync(Stream.Null);
                break;
        }
    }

    /// <summary>HTTP/2 has no chunks; what they stand for is a body without an announced length.</summary>
    private static HttpRequestMessage Chunked(CueRequest request, string path, string server)
    {
        HttpRequestMessage message = (request with { IsChunked = server != "HTTP/2" }).ToMessage(path);
        if (server == "HTTP/2")
        {
            message.Version = HttpVersion.Version20;
            message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            message.Content = new StreamContent(new UnseekableStream(new MemoryStream(request.Body)));
            message.Content.Headers.ContentType = new("application/json");
        }

        return message;
    }

    private static Task<WebhookApp> StartAsync(string server, Func<HttpContext, Task> middleware, Action handle) => WebhookApp.StartAsync(
        app =>
        {
            app.Use(async (HttpContext http, RequestDelegate next) =>
            {
                await middleware(http);
                await next(http);
            });
            app.MapWebhook<CueEvent>((_, _) =>
            {
                handle();
                return Task.CompletedTask;
            });
            app.MapPost("/free", (Webhook<CueEvent> webhook) => handle());
        },
        options =>
        {
            options.UsesTestServer = server == "test server";
            options.Protocols = server == "HTTP/2" ? HttpProtocols.Http2 : HttpProtocols.Http1;
        });
}
