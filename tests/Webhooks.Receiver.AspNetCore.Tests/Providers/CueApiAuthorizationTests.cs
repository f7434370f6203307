using System.Text;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>
/// CueAPI's authorization hook over HTTP. Its server takes everything but a 200 with a decision for a denial
/// (cueapi/cueapi-core app/services/authorization_backend.py).
/// </summary>
public sealed class CueApiAuthorizationTests
{
    private const string Secret = "authorization-secret-77aa";

    private const string Question =
        """{"idempotency_key": null, "message_kind": "message", "recipient_agent_id": "agt_2", "recipient_user_id": "u-2", "sender_agent_id": "agt_1", "sender_user_id": "u-1"}""";

    [Fact]
    public async Task Decision_OfTheHandler_IsTheAnswer()
    {
        int asked = 0;
        await using WebhookApp app = await StartAsync((question, _) =>
        {
            asked++;
            return Task.FromResult(question.SenderUserId == "u-1"
                ? CueApiDecision.Allow(TimeSpan.FromSeconds(60.9)) : CueApiDecision.Deny("no \"shared\" workspace"));
        });

        (int allowed, string allow) = await AskAsync(app, Question);
        (int denied, string deny) = await AskAsync(app, Question.Replace("u-1", "u-3", StringComparison.Ordinal));
        (int again, _) = await AskAsync(app, Question);

        (allowed, allow).Should().Be((200, """{"decision":"allow","cache_ttl":60}"""));
        (denied, deny).Should().Be((200, """{"decision":"deny","reason":"no \u0022shared\u0022 workspace","cache_ttl":0}"""));
        (again, asked, app.Memory.Count).Should().Be((200, 3, 0), "a question is neither deduplicated nor stored");
    }

    [Fact]
    public async Task HandlerThatThrows_IsNo200()
    {
        await using WebhookApp app = await StartAsync((_, _) => throw new IOException());

        (await AskAsync(app, Question)).Status.Should().Be(500);
    }

    [Fact]
    public async Task HandlerThatIsTooSlow_IsNo200()
    {
        Signal entered = new();
        await using WebhookApp app = await StartAsync(async (_, context) =>
        {
            entered.Set();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            return CueApiDecision.Allow();
        });
        Task<(int Status, string Body)> asking = AskAsync(app, Question);
        await entered.WaitAsync();

        app.Clock.Advance(TimeSpan.FromSeconds(5));

        (await asking).Status.Should().Be(503);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"message_kind": "message", "recipient_agent_id": "agt_2", "recipient_user_id": "u-2", "sender_agent_id": "agt_1"}""")]
    [InlineData("""{"message_kind": "message", "recipient_agent_id": "agt_2", "recipient_user_id": "u-2", "sender_agent_id": "agt_1", "sender_user_id": []}""")]
    [InlineData("""{"message_kind": "message", "sender_user_id": "u-1", "sender_user_id": "u-1"}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task QuestionThatCannotBeRead_IsNo200(string question)
    {
        int asked = 0;
        await using WebhookApp app = await StartAsync((_, _) =>
        {
            asked++;
            return Task.FromResult(CueApiDecision.Allow());
        });

        (await AskAsync(app, question)).Status.Should().Be(400);
        asked.Should().Be(0);
    }

    [Fact]
    public async Task QuestionThatIsNotAuthentic_IsNo200()
    {
        int asked = 0;
        await using WebhookApp app = await StartAsync((_, _) =>
        {
            asked++;
            return Task.FromResult(CueApiDecision.Allow());
        });

        (await AskAsync(app, Question, secret: "another")).Status.Should().Be(401);
        (await AskAsync(app, Question, secret: null)).Status.Should().Be(401, "without AUTHZ_HOOK_SECRET its server does not sign");
        (await AskAsync(app, Question, age: TimeSpan.FromSeconds(301))).Status.Should().Be(401);
        asked.Should().Be(0);
    }

    [Fact]
    public async Task Question_HasEveryField()
    {
        CueApiAuthorization? asked = null;
        await using WebhookApp app = await StartAsync((question, _) =>
        {
            asked = question;
            return Task.FromResult(CueApiDecision.Deny());
        });

        await AskAsync(app, Question.Replace("null", "\"key-1\"", StringComparison.Ordinal).Replace("{", "{\"a\": 1, ", StringComparison.Ordinal));

        (asked!.SenderUserId, asked.RecipientUserId, asked.SenderAgentId, asked.RecipientAgentId).Should().Be(("u-1", "u-2", "agt_1", "agt_2"));
        (asked.MessageKind, asked.IdempotencyKey, asked.Type).Should().Be(("message", "key-1", "authorization"));
        asked.ExtensionData!["a"].GetInt32().Should().Be(1);
    }

    [Fact]
    public void Decision_CachedForLessThanNothing_Throws() =>
        FluentActions.Invoking(() => CueApiDecision.Allow(TimeSpan.FromSeconds(-1))).Should().Throw<ArgumentOutOfRangeException>();

    private static Task<WebhookApp> StartAsync(Func<CueApiAuthorization, WebhookContext, Task<WebhookAnswer>> handler) => WebhookApp.StartAsync(
        app => app.MapWebhookQuestion(handler),
        options =>
        {
            options.Settings.Clear();
            options.Settings["Webhooks:CueApiAuthorization:Secrets:0"] = Secret;
        });

    private static async Task<(int Status, string Body)> AskAsync(WebhookApp app, string question, string? secret = Secret, TimeSpan age = default)
    {
        byte[] body = Encoding.UTF8.GetBytes(question);
        string timestamp = ProviderUnderTest.UnixSeconds(app.Clock.GetUtcNow() - age);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/webhooks/cueapi-authorization") { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new("application/json");
        message.Headers.Add(CueApiHeaders.Timestamp, timestamp);
        if (secret is not null)
        {
            message.Headers.Add(CueApiHeaders.Signature, "v1=" + ProviderUnderTest.Mac([.. Encoding.UTF8.GetBytes($"{timestamp}."), .. body], secret));
        }

        using HttpResponseMessage response = await app.Client.SendAsync(message);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
