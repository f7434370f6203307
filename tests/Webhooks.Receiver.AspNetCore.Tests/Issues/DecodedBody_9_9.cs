using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>
/// Issue 9.9: behind request decompression and anything else that replaced the body, the verdict was taken over decoded bytes, and
/// a delivery signed over the plain ones was accepted.
/// </summary>
public sealed class DecodedBody_9_9
{
    public static IEnumerable<object[]> Ways =>
        from way in (string[])["Decompressed", "Buffered", "Logged", "Copied", "ByOwnMiddleware", "ByEarlierStartupFilter"]
        from isChunked in (bool[])[true, false]
        from usesTestServer in (bool[])[true, false]
        select new object[] { way, isChunked, usesTestServer };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Body_SignedPlainAndSentEncoded_Is415(string way, bool isChunked, bool usesTestServer)
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(way, usesTestServer, () => handled++);
        CueRequest plain = CueRequest.Click();
        foreach (string path in new[] { "/webhooks/cue", "/free" })
        {
            using HttpRequestMessage message = (plain with { Body = await GzipAsync(plain.Body), ContentEncoding = "gzip", IsChunked = isChunked })
                .ToMessage(path);
            message.Headers.Remove("cue-signature");
            message.Headers.Add("cue-signature", plain.Signature);

            (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.UnsupportedMediaType);
        }

        handled.Should().Be(0);
        app.Memory.Count.Should().Be(0);
        app.Logs.Of(2003).Should().HaveCount(2).And.OnlyContain(entry => entry.Level == LogLevel.Information);
        app.Logs.Alarms.Should().BeEmpty();

        (await app.StatusOfAsync(plain with { IsChunked = isChunked })).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_ReplacedTogetherWithItsLength_Is503AndSaysSo(bool isChunked)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.Use(async (HttpContext http, RequestDelegate next) =>
            {
                await http.Request.Body.CopyToAsync(Stream.Null);
                await ReplaceAsync(http, new MemoryStream(CueRequest.Click().Body));
                await next(http);
            });
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
        });
        CueRequest sent = CueRequest.Of("{}") with { IsChunked = isChunked };
        using HttpRequestMessage message = sent.ToMessage();
        message.Headers.Remove("cue-signature");
        message.Headers.Add("cue-signature", CueRequest.Click().Signature);

        (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.ServiceUnavailable);

        LogEntry entry = app.Logs.Of(2001).Should().ContainSingle().Subject;
        entry["Received"].Should().Be((long?)sent.Body.Length);
        entry["Read"].Should().Be((long)CueRequest.Click().Body.Length);
        app.Logs.Of(1000).Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
    }

    /// <summary>Where no header says so, a stream that decodes is not known before it is read.</summary>
    [Fact]
    public async Task Body_DecodedWithoutAHeaderForIt_IsNeitherTakenNorAnErrorOfOurs()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.Use((HttpContext http, RequestDelegate next) =>
            {
                http.Request.Body = new GZipStream(http.Request.Body, CompressionMode.Decompress);
                return next(http);
            });
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
        });
        CueRequest plain = CueRequest.Click();
        using HttpRequestMessage encoded = (plain with { Body = await GzipAsync(plain.Body) }).ToMessage();
        encoded.Headers.Remove("cue-signature");
        encoded.Headers.Add("cue-signature", plain.Signature);

        (await app.StatusOfAsync(encoded)).Should().Be(HttpStatusCode.ServiceUnavailable);
        await app.Awaiting(app => app.StatusOfAsync(plain)).Should().ThrowAsync<HttpRequestException>("the connection is aborted");

        app.Logs.Of(2001).Should().ContainSingle();
        app.Logs.Of(2004).Should().ContainSingle().Which["Error"].Should().Be(nameof(InvalidDataException));
        app.Logs.Of(1000).Should().BeEmpty();
        app.Logs.ErrorTexts.Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
    }

    private static Task<WebhookApp> StartAsync(string way, bool usesTestServer, Action handle) => WebhookApp.StartAsync(
        app =>
        {
            switch (way)
            {
                case "ByOwnMiddleware":
                    app.Use(GunzipAsync);
                    break;
                case not "ByEarlierStartupFilter":
                    app.UseRequestDecompression();
                    break;
            }

            switch (way)
            {
                case "Buffered":
                    Front.Use(app, Front.Buffering);
                    break;
                case "Logged":
                    Front.Use(app, Front.HttpLogging);
                    break;
                case "Copied":
                    app.Use(async (HttpContext http, RequestDelegate next) =>
                    {
                        await ReplaceAsync(http, http.Request.Body);
                        await next(http);
                    });
                    break;
            }

            app.MapWebhook<CueEvent>((_, _) =>
            {
                handle();
                return Task.CompletedTask;
            });
            app.MapPost("/free", (Webhook<CueEvent> webhook) => handle());
        },
        options =>
        {
            options.UsesTestServer = usesTestServer;
            options.AddsWebhooks = false;
            options.Builder = builder =>
            {
                Front.AddServices(builder);
                if (way == "ByEarlierStartupFilter")
                {
                    builder.Services.AddSingleton<IStartupFilter, GunzippingStartupFilter>();
                }

                builder.Services.AddWebhooks();
            };
        });

    private static async Task<byte[]> GzipAsync(byte[] plain)
    {
        var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            await gzip.WriteAsync(plain);
        }

        return compressed.ToArray();
    }

    private static async Task GunzipAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers.ContentEncoding == "gzip")
        {
            await ReplaceAsync(http, new GZipStream(http.Request.Body, CompressionMode.Decompress));
            http.Request.Headers.ContentEncoding = default;
        }

        await next(http);
    }

    /// <summary>Leaves a body, with its length, as if it had come so.</summary>
    private static async Task ReplaceAsync(HttpContext http, Stream body)
    {
        var copy = new MemoryStream();
        await body.CopyToAsync(copy);
        copy.Position = 0;
        http.Request.Body = copy;
        http.Request.ContentLength = copy.Length;
    }

    private sealed class GunzippingStartupFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(GunzipAsync);
            next(app);
        };
    }
}
