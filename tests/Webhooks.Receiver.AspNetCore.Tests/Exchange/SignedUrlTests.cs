using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using static Webhooks.Receiver.AspNetCore.Tests.Support.RawHttp2Connection;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Signed URLs over sockets: every byte of the request's target is signed as it was sent.</summary>
public sealed class SignedUrlTests
{
    private const string Secret = "a-secret-of-the-tests-4f1c";
    private const string Body = "{}";

    /// <summary>Targets that the server decodes, or puts in another form, before the app sees its path and query.</summary>
    public static TheoryData<string> Targets =>
    [
        "/hook", "/hook?", "/hook?b=2&a=1", "/hook?a=%41&b=a+b&c=%20", "/hook?a=1&a=2", "/hook?%", "/hook?a=%zz", "/h%6Fok", "/h%6fok?q=%C3%A9", "/hook?a=b?c=/d",
        "/HOOK", "/x/../hook", "/./hook", "/hook?a=&b", "/hook?q=https://other.example/",
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Http1_Target_IsSignedAsItWasSent(string target)
    {
        await using WebhookApp app = await StartAsync();

        (await StatusOfAsync(app, target, $"https://example.com{target}")).Should().Be(200);
        (await StatusOfAsync(app, $"http://10.0.0.9{target}", $"https://example.com{target}", host: "10.0.0.9")).Should().Be(200, "in the absolute form of proxies");
        (await StatusOfAsync(app, target, $"https://example.com{target}&")).Should().Be(401);
        (await StatusOfAsync(app, target, $"http://example.com{target}")).Should().Be(401);
        (await StatusOfAsync(app, target, $"https://example.com{target}", method: "PUT")).Should().Be(401, "the method is signed too");
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Http2_Target_IsSignedAsItWasSent(string target)
    {
        await using WebhookApp app = await StartAsync(options => options.Protocols = HttpProtocols.Http2);

        (await StatusOverHttp2Async(app, target, $"https://example.com{target}")).Should().Be(200);
        (await StatusOverHttp2Async(app, target, $"https://example.com{target}x")).Should().Be(401);
    }

    [Theory]
    [InlineData("/hook?b=2&a=%2F")]
    [InlineData("/hook")]
    public async Task TestServer_Target_IsSignedToo(string target)
    {
        await using WebhookApp app = await StartAsync(options => options.UsesTestServer = true);
        using var message = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        message.Headers.Add("X-Signature", Sign($"https://example.com{target}"));

        (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task PathBase_IsPartOfTheTarget()
    {
        await using WebhookApp app = await StartAsync(pathBase: "/base");

        (await StatusOfAsync(app, "/base/hook?a=1", "https://example.com/base/hook?a=1")).Should().Be(200);
        (await StatusOfAsync(app, "/base/hook?a=1", "https://example.com/hook?a=1")).Should().Be(401);
    }

    [Fact]
    public async Task PublicUrlWithAPath_StandsForWhatAProxyRemoved()
    {
        await using WebhookApp app = await StartAsync(options => options.Settings["Webhooks:urlsigned:PublicUrl"] = "https://example.com:8443/api");

        (await StatusOfAsync(app, "/hook?a=1", "https://example.com:8443/api/hook?a=1")).Should().Be(200);
        (await StatusOfAsync(app, "/hook?a=1", "https://example.com:8443/hook?a=1")).Should().Be(401);
        (await StatusOfAsync(app, "/hook?a=1", "https://example.com/api/hook?a=1")).Should().Be(401);
    }

    [Fact]
    public async Task UseRequestUrl_TakesSchemeAndHostOfTheRequest()
    {
        await using WebhookApp app = await StartAsync(UseRequestUrl);

        (await StatusOfAsync(app, "/hook?a=1", "http://Example.com:8080/hook?a=1", host: "Example.com:8080")).Should().Be(200);
        (await StatusOfAsync(app, "/hook", "http://[::1]:5000/hook", host: "[::1]:5000")).Should().Be(200);
        (await StatusOfAsync(app, "/hook", "http://example.com/hook", host: "Example.com")).Should().Be(401, "no case is changed");
        (await StatusOfAsync(app, "/hook", "http://example.com/hook", host: "example.com:80")).Should().Be(401, "no port is removed");
        (await StatusOfAsync(app, "/hook", "https://example.com/hook", host: "example.com")).Should().Be(401);
    }

    [Fact]
    public async Task UseRequestUrl_BehindAProxy_TakesWhatTheTrustedProxyForwards()
    {
        await using WebhookApp app = await StartAsync(UseRequestUrl, trustsProxy: true);
        (string, string)[] forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "example.com")];

        (await StatusOfAsync(app, "/hook?a=1", "https://example.com/hook?a=1", headers: forwarded)).Should().Be(200);
        (await StatusOfAsync(app, "/hook", "https://evil.example/hook", headers: [forwarded[0], ("X-Forwarded-Host", "evil.example")]))
            .Should().Be(401, "that host is not allowed, so that the middleware leaves the request's own");
    }

    [Fact]
    public async Task UseRequestUrl_ForwardedHeadersOfAStranger_HaveNoEffect()
    {
        await using WebhookApp app = await StartAsync(UseRequestUrl);
        (string, string)[] forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "example.com")];

        (await StatusOfAsync(app, "/hook", "https://example.com/hook", headers: forwarded)).Should().Be(401);
        (await StatusOfAsync(app, "/hook", "http://localhost/hook", headers: forwarded)).Should().Be(200);
    }

    [Fact]
    public async Task Start_NoUrlConfigured_NamesTheSetting()
    {
        Func<Task> start = async () => await StartAsync(options => options.Settings.Remove("Webhooks:urlsigned:PublicUrl"));

        await start.Should().ThrowAsync<WebhookConfigurationException>().WithMessage("*Set Webhooks:urlsigned:PublicUrl to the public one*");
    }

    private static void UseRequestUrl(WebhookAppOptions options)
    {
        options.Settings.Remove("Webhooks:urlsigned:PublicUrl");
        options.Settings["Webhooks:urlsigned:UseRequestUrl"] = "true";
    }

    private static Task<WebhookApp> StartAsync(Action<WebhookAppOptions>? configure = null, string pathBase = "", bool trustsProxy = false) =>
        WebhookApp.StartAsync(
            app =>
            {
                if (trustsProxy)
                {
                    app.UseForwardedHeaders();
                }

                app.UsePathBase(pathBase);
                app.UseRouting();
                app.MapWebhook<UrlSignedEvent>("/hook", (_, _) => Task.CompletedTask);
            },
            options =>
            {
                options.Settings["Webhooks:urlsigned:Secrets:0"] = Secret;
                options.Settings["Webhooks:urlsigned:PublicUrl"] = "https://example.com";
                options.Builder = builder => builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
                {
                    forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
                    forwarded.AllowedHosts.Add("example.com");
                });
                configure?.Invoke(options);
            });

    private static string Sign(string url) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"POST {url}\n{Body}")));

    private static async Task<int?> StatusOfAsync(
        WebhookApp app, string target, string signedUrl, string host = "localhost", string method = "POST", (string Name, string Value)[]? headers = null)
    {
        await using RawConnection connection = await app.ConnectAsync();
        string more = string.Concat((headers ?? []).Select(header => $"{header.Name}: {header.Value}\r\n"));
        await connection.SendAsync(Encoding.ASCII.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n{more}"
            + $"X-Signature: {Sign(signedUrl)}\r\n\r\n{Body}"));
        return (await connection.ReadResponseAsync())?.Status;
    }

    private static async Task<int?> StatusOverHttp2Async(WebhookApp app, string target, string signedUrl)
    {
        await using RawHttp2Connection connection = await OpenAsync(app.Address);
        await connection.SendAsync(
            Frame(Headers, EndHeaders, Fields(
                (":method", "POST"), (":scheme", "http"), (":path", target), (":authority", "localhost"), ("content-type", "application/json"),
                ("x-signature", Sign(signedUrl)))),
            Frame(Data, EndStream, Encoding.ASCII.GetBytes(Body)));
        return await connection.ReadStatusAsync();
    }
}
