using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Questions over HTTP: the sender gets the handler's answer, and nothing else is a 2xx.</summary>
public sealed class MapWebhookQuestionTests
{
    private const string Secret = "question-secret-77aa";
    private const string SecretSetting = "Webhooks:question:Secrets:0";

    [Theory]
    [InlineData("/webhooks/question")]
    [InlineData("/ask")]
    public async Task Answer_OfTheHandler_IsSent(string path)
    {
        await using WebhookApp app = await StartAsync((question, context) => Task.FromResult(
            WebhookAnswer.Json(Encoding.UTF8.GetBytes($$"""{"asked":"{{question.Text}}","by":"{{context.Delivery.Provider}}"}"""))));

        for (int i = 0; i < 2; i++)
        {
            HttpAnswer answer = await AskAsync(app, path);

            (answer.Status, answer.Body).Should().Be((200, """{"asked":"may I?","by":"question"}"""));
            answer.Headers.Should().Contain("Content-Type: application/json").And.Contain("X-Content-Type-Options: nosniff");
        }

        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task Answer_MayHaveAStatusOfItsOwn()
    {
        await using WebhookApp app = await StartAsync((_, _) => Task.FromResult(WebhookAnswer.Text("no", 403)));

        HttpAnswer answer = await AskAsync(app, "/ask");

        (answer.Status, answer.Body).Should().Be((403, "no"));
    }

    [Fact]
    public async Task Failure_IsNoSuccess()
    {
        await using WebhookApp app = await StartAsync((_, _) => throw new IOException("canary7Zq9x"));

        (await AskAsync(app, "/ask")).Status.Should().Be(500);
        (await AskAsync(app, "/ask", "another")).Status.Should().Be(401);
    }

    [Fact]
    public Task Start_WithMapWebhook_Fails() => StartingApp.ShouldNotStartAsync(
        "Provider 'question' asks questions, and the endpoint '/ask' has no handler that returns an answer. Use "
        + "MapWebhookQuestion<QuestionEvent>, or without ASP.NET Core a WebhookEndpoint<QuestionEvent> whose handler returns a WebhookAnswer. "
        + "Handlers of AddHandler cannot answer.",
        app => app.MapWebhook<QuestionEvent>("/ask", (_, _) => Task.CompletedTask),
        options => options.Settings[SecretSetting] = Secret);

    [Fact]
    public Task Start_WithAMinimalApi_Fails() => StartingApp.ShouldNotStartAsync(
        "Provider 'question' asks questions, and the endpoint '/ask' has no handler that returns an answer. Use "
        + "MapWebhookQuestion<QuestionEvent>, or without ASP.NET Core a WebhookEndpoint<QuestionEvent> whose handler returns a WebhookAnswer. "
        + "Handlers of AddHandler cannot answer.",
        app => app.MapPost("/ask", (Webhook<QuestionEvent> webhook) => { }),
        options => options.Settings[SecretSetting] = Secret);

    [Fact]
    public Task Start_WithAQuestionForAProviderOfEvents_Fails() => StartingApp.ShouldNotStartAsync(
        "Provider 'tiny' asks no questions, and the endpoint '/ask' would lose its events. Use "
        + "MapWebhook<TinyEvent>, or without ASP.NET Core a WebhookEndpoint<TinyEvent> whose handler returns no WebhookAnswer.",
        app => app.MapWebhookQuestion<TinyEvent>("/ask", (_, _) => Task.FromResult(WebhookAnswer.Status(204))),
        options => options.Settings["Webhooks:tiny:Secrets:0"] = Secret);

    [Fact]
    public Task Start_WithAnOrder_Fails() => StartingApp.ShouldNotStartAsync(
        "The endpoint '/ask' has an ordering key, which has an effect in the background only. Call ProcessInBackground, or remove OrderBy.",
        app => app.MapWebhookQuestion<QuestionEvent>("/ask", (_, _) => Task.FromResult(WebhookAnswer.Status(204))).OrderBy(e => e.Text),
        options => options.Settings[SecretSetting] = Secret);

    private static Task<WebhookApp> StartAsync(Func<QuestionEvent, WebhookContext, Task<WebhookAnswer>> handler) => WebhookApp.StartAsync(
        app =>
        {
            app.MapWebhookQuestion(handler);
            app.MapWebhookQuestion("/ask", handler);
        },
        options => options.Settings[SecretSetting] = Secret);

    private static async Task<HttpAnswer> AskAsync(WebhookApp app, string path, string secret = Secret)
    {
        byte[] body = Encoding.UTF8.GetBytes("may I?");
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        message.Headers.Add("X-Question", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using HttpResponseMessage response = await app.Client.SendAsync(message);
        return await HttpAnswer.OfAsync(response);
    }
}
