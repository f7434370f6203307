using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>A sixth provider, made of public parts, is a first-class citizen.</summary>
public sealed class OwnProviderTests
{
    private const string Secret = "tiny-secret-77";

    [Theory]
    [InlineData("POST", "/webhooks/tiny")]
    [InlineData("PUT", "/webhooks/tiny")]
    [InlineData("POST", "/free")]
    public async Task Provider_OfAUsersOwn_Receives(string method, string path)
    {
        List<string> texts = [];
        await using WebhookApp app = await StartAsync(e =>
        {
            texts.Add(e.Text);
            return Task.CompletedTask;
        });

        (await StatusOfAsync(app, method, path, "hello")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, method, path, "hello")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, method, path, "world")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, method, path, "world", "another")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, method, path, "")).Should().Be(HttpStatusCode.BadRequest);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);

        texts.Should().Equal("hello", "world");
    }

    /// <summary>A free-form endpoint has the methods that the user mapped; the provider's rule holds all the same.</summary>
    [Fact]
    public async Task Provider_WithAMethodThatItsSenderNeverUses_IsRefused()
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);

        (await StatusOfAsync(app, "PATCH", "/free", "hello")).Should().Be(HttpStatusCode.MethodNotAllowed);
        app.Logs.Of(1003).Should().ContainSingle(entry => Equals(entry["Outcome"], WebhookOutcome.MethodNotAllowed));
    }

    [Fact]
    public async Task Provider_WhoseSenderTakes4xxForFinal_AnswersInProgressWith503()
    {
        Signal entered = new(), release = new();
        await using WebhookApp app = await StartAsync(_ =>
        {
            entered.Set();
            return release.WaitAsync();
        });
        Task<HttpStatusCode> running = StatusOfAsync(app, "POST", "/webhooks/tiny", "hello");
        await entered.WaitAsync();

        (await StatusOfAsync(app, "POST", "/webhooks/tiny", "hello")).Should().Be(HttpStatusCode.ServiceUnavailable);
        release.Set();
        (await running).Should().Be(HttpStatusCode.OK);
    }

    private static Task<WebhookApp> StartAsync(Func<TinyEvent, Task> handle) => WebhookApp.StartAsync(
        app =>
        {
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            app.MapWebhook<TinyEvent>((e, _) => handle(e));
            app.Map("/free", (Webhook<TinyEvent> webhook) => handle(webhook.Event));
        },
        options =>
        {
            options.UsesTestServer = true;
            options.Settings["Webhooks:tiny:Secrets:0"] = Secret;
        });

    private static async Task<HttpStatusCode> StatusOfAsync(WebhookApp app, string method, string path, string text, string secret = Secret)
    {
        byte[] mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
        using var message = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(text, Encoding.UTF8, "text/plain") };
        message.Headers.Add("X-Tiny", Convert.ToBase64String(mac));
        using HttpResponseMessage response = await app.Client.SendAsync(message);
        return response.StatusCode;
    }
}
