using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Deliveries with several events over HTTP: one answer, a success only if all are done.</summary>
public sealed class SeveralEventsTests
{
    [Fact]
    public async Task MapWebhook_AnswersASuccess_OnceAllAreDone()
    {
        ConcurrentQueue<string> handled = [];
        bool fails = true;
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<BundleEvent>("/bundles", (e, _) =>
            {
                handled.Enqueue(e.Id);
                return e.Id == "b" && fails ? throw new IOException() : Task.CompletedTask;
            }),
            options => options.Settings[Bundle.SecretSetting] = Bundle.Secret);

        (await SendAsync(app, "/bundles", "a", "b", "c")).Status.Should().Be(500);
        fails = false;
        (await SendAsync(app, "/bundles", "a", "b", "c")).Status.Should().Be(200);
        (await SendAsync(app, "/bundles")).Status.Should().Be(200, "a delivery without events is ignored");

        handled.Should().Equal("a", "b", "c", "b");
    }

    /// <summary>200 and up: the handler's own answers, 0: it throws.</summary>
    [Theory]
    [InlineData("201 202 203", 203)]
    [InlineData("201 404 203", 404)]
    [InlineData("404 503 400", 503)]
    [InlineData("503 404 201", 503)]
    [InlineData("404 410 404", 410)]
    [InlineData("404 0 201", 500)]
    [InlineData("0 404 404", 500)]
    [InlineData("0 0 0", 500)]
    public async Task MinimalApi_AnswersWithTheFailureThatAsksMostForARetry(string statuses, int expected)
    {
        int[] each = [.. statuses.Split(' ').Select(status => int.Parse(status, System.Globalization.CultureInfo.InvariantCulture))];
        int calls = 0;
        List<string> ids = [];
        await using WebhookApp app = await StartAsync(webhook =>
        {
            ids.Add(webhook.Event.Id);
            int status = each[calls++];
            return status == 0 ? throw new IOException() : new NumberedResult(calls, status);
        });

        HttpAnswer answer = await SendAsync(app, "/minimal", "a", "b", "c");

        int sent = Array.LastIndexOf(each, expected) + 1;
        answer.Status.Should().Be(expected);
        ids.Should().Equal("a", "b", "c");
        if (sent > 0)
        {
            answer.Body.Should().Be($"call {sent}");
            answer.Headers.Should().Contain($"X-Call: {sent}").And.Contain($"X-Of-{sent}: 1");
            foreach (int other in Enumerable.Range(1, 3).Where(call => call != sent))
            {
                answer.Headers.Should().NotContain($"X-Of-{other}", "answers of other calls leave nothing behind");
            }
        }
        else
        {
            answer.Body.Should().Contain("\"status\":500");
            answer.Headers.Should().NotContain("X-Call");
        }
    }

    [Fact]
    public async Task MinimalApi_IsCalledForWhatIsLeft()
    {
        List<string> ids = [];
        bool fails = true;
        await using WebhookApp app = await StartAsync(webhook =>
        {
            ids.Add(webhook.Event.Id);
            return Results.StatusCode(webhook.Event.Id == "b" && fails ? 503 : 204);
        });

        (await SendAsync(app, "/minimal", "a", "b", "c")).Status.Should().Be(503);
        fails = false;
        (await SendAsync(app, "/minimal", "a", "b", "c")).Status.Should().Be(204);
        (await SendAsync(app, "/minimal", "a", "b", "c")).Status.Should().Be(200, "all of them are duplicates");

        ids.Should().Equal("a", "b", "c", "b");
    }

    private static Task<WebhookApp> StartAsync(Func<Webhook<BundleEvent>, IResult> handle) => WebhookApp.StartAsync(
        app => app.MapPost("/minimal", (Webhook<BundleEvent> webhook) => handle(webhook)),
        options => options.Settings[Bundle.SecretSetting] = Bundle.Secret);

    private static async Task<HttpAnswer> SendAsync(WebhookApp app, string path, params string[] ids)
    {
        using HttpRequestMessage message = Bundle.Message(path, Bundle.BodyOf(ids));
        using HttpResponseMessage response = await app.Client.SendAsync(message);
        return await HttpAnswer.OfAsync(response);
    }

    private sealed class NumberedResult(int call, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.Headers["X-Call"] = $"{call}";
            httpContext.Response.Headers[$"X-Of-{call}"] = "1";
            return httpContext.Response.WriteAsync($"call {call}");
        }
    }
}
