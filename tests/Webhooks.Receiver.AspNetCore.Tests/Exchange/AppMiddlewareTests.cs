using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Middleware and limits of the app around an endpoint: each delivery has an answer, and it is the right one.</summary>
public sealed class AppMiddlewareTests
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task RequestTimeout_WhileTheBodyArrives_IsAnsweredAndNoHangUp(string path)
    {
        await using WebhookApp app = await StartWithTimeoutAsync();
        CueRequest request = CueRequest.Click();
        await using RawConnection connection = await app.ConnectAsync();

        await connection.SendAsync(request.Head(request.Body.Length, path: path), request.Body[..20]);

        (await connection.ReadResponseAsync())!.Status.Should().Be(StatusCodes.Status504GatewayTimeout);
        app.Logs.Of(2000).Should().BeEmpty("the sender has not disconnected");
        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task RequestTimeout_WhileTheTenantIsResolved_IsAnswered()
    {
        await using WebhookApp app = await StartWithTimeoutAsync(async () =>
        {
            await Task.Delay(_short * 3);
            return new WebhookTenant("acme", CueRequest.Secret);
        });

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.GatewayTimeout);
        app.Logs.Of(2000).Should().BeEmpty();
    }

    /// <summary>A sender that follows the redirect would get a 200 for a delivery that was refused.</summary>
    [Fact]
    public async Task StatusCodePages_WithRedirects_ReplaceNoAnswerWithoutBody()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.UseStatusCodePagesWithRedirects("/error/{0}");
                app.MapGet("/error/{status}", () => "sorry");
                app.MapWebhook<GreetingEvent>("/hooks", _ => Task.CompletedTask);
            },
            options =>
            {
                options.Settings["Webhooks:greeting:Secrets:0"] = GreetingApp.Secret;
                options.Settings["Webhooks:greeting:VerifyTokens:0"] = GreetingApp.VerifyToken;
            });

        (await app.StatusOfAsync(CueRequest.Click(), "/hooks")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RequestSizeLimit_OfTheEndpoint_IsNotRaised(bool isChunked)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CueEvent>(_ => Task.CompletedTask).WithMetadata(new RequestSizeLimitAttribute(1_000)));

        (await app.StatusOfAsync(CueRequest.OfSize(900) with { IsChunked = isChunked })).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.OfSize(2_000, "evt_2") with { IsChunked = isChunked })).Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    private static Task<WebhookApp> StartWithTimeoutAsync(Func<Task<WebhookTenant?>>? resolve = null) => WebhookApp.StartAsync(
        app =>
        {
            app.UseRequestTimeouts();
            WebhookEndpointBuilder<CueEvent> endpoint = app.MapWebhook<CueEvent>(_ => Task.CompletedTask);
            endpoint.WithRequestTimeout(_short);
            _ = resolve is null ? null : endpoint.WithWebhook<CueEvent>(options => options.ResolveTenant = (_, _) => new(resolve()));
            app.MapPost("/free-form", (Webhook<CueEvent> webhook) => { }).WithRequestTimeout(_short);
        },
        options => options.Builder = builder => builder.Services.AddRequestTimeouts());
}
