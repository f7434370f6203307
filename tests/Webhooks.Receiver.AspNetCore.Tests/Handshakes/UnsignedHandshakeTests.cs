using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Handshakes that their sender does not sign: anybody may send them, and gets nothing but an echo.</summary>
public sealed class UnsignedHandshakeTests
{
    public static TheoryData<string> Paths => [GreetingApp.Mapped, GreetingApp.MinimalApi];

    [Theory]
    [InlineData("")]
    [InlineData("?hub.challenge=c")]
    [InlineData("?hub.challenge=c&hub.verify_token=")]
    [InlineData("?hub.challenge=c&hub.verify_token=another")]
    [InlineData("?hub.challenge=c&hub.verify_token=VERIFY-TOKEN-5A3E")]
    [InlineData("?hub.challenge=c&hub.verify_token=verify-token-5a3e&hub.verify_token=verify-token-5a3e")]
    [InlineData("?hub.challenge=c&hub.challenge=d&hub.verify_token=verify-token-5a3e")]
    [InlineData("?throw=canary7Zq9x")]
    public async Task Get_ThatIsNoHandshake_IsRefusedLikeAForgery(string query)
    {
        await using GreetingApp app = await GreetingApp.StartAsync();
        foreach (string path in new[] { GreetingApp.Mapped, GreetingApp.MinimalApi })
        {
            HttpAnswer answer = await app.GetAsync(path + query);

            answer.Status.Should().Be(401);
            answer.Body.Should().BeEmpty("the sender demands answers without a body");
            answer.Headers.Should().NotContain("nosniff");
        }

        app.App.Logs.Of(1000).Should().HaveCount(2).And.OnlyContain(entry => Equals(entry["SignatureFailure"], SignatureFailure.HandshakeRefused));
        app.Logs.Should().NotContain(entry => entry.Level >= LogLevel.Warning, "a stranger can bring this about");
        app.Logs.Should().NotContain(entry => entry.Everything.Contains("canary7Zq9x", StringComparison.Ordinal));
        (app.Claims, app.Handled.Count).Should().Be((0, 0));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Get_WithChallengeAndVerifyToken_IsAnsweredWithTheChallenge(string path)
    {
        await using GreetingApp app = await GreetingApp.StartAsync();
        const string Markup = "<script>alert('ü')</script> + 100%";

        HttpAnswer answer = await app.GetAsync(path + GreetingApp.Challenge(Markup));

        (answer.Status, answer.Body).Should().Be((200, Markup));
        answer.Headers.Should().Contain("Content-Type: text/plain; charset=utf-8").And.Contain("X-Content-Type-Options: nosniff");
        (app.Claims, app.Handled.Count).Should().Be((0, 0));
        app.App.Logs.Of(1002).Should().ContainSingle(entry => Equals(entry["Outcome"], WebhookOutcome.Answered));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Head_WithoutABody_IsAnsweredWithAStatus(string path)
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        HttpAnswer answer = await app.GetAsync(path, "HEAD");

        (answer.Status, answer.Body).Should().Be((204, ""));
    }

    [Theory]
    [InlineData(1024, 200)]
    [InlineData(1025, 401)]
    public async Task Challenge_OfALength_IsReflectedUpToALimit(int length, int status)
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        HttpAnswer answer = await app.GetAsync(GreetingApp.Mapped + GreetingApp.Challenge(new string('c', length)));

        (answer.Status, answer.Body.Length).Should().Be((status, status == 200 ? length : 0));
    }

    /// <summary>1,024 characters of the query, and more bytes than that in the answer.</summary>
    [Fact]
    public async Task Challenge_OfManyBytes_IsNotReflected()
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        HttpAnswer answer = await app.GetAsync(GreetingApp.Mapped + GreetingApp.Challenge(new string('ü', 600)));

        (answer.Status, answer.Body).Should().Be((401, ""));
    }

    /// <summary>Such a sender posts its handshake, unsigned and as plain text, to the endpoint of its JSON deliveries.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Post_WithATokenInItsQuery_IsAnsweredBeforeContentAndSignature(string path)
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        HttpAnswer answer = await app.PostAsync($"{path}?validationToken=a+b%20c", new string('x', 40_000), secret: null, contentType: "text/plain");

        (answer.Status, answer.Body).Should().Be((200, "a b c"));
        (app.Claims, app.Handled.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task Post_ThatThrowsInTheProvider_IsADeliveryLikeAnyOther()
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        (await app.PostAsync($"{GreetingApp.Mapped}?throw=1", """{"id":"1"}""", secret: null)).Status.Should().Be(401);
        (await app.PostAsync($"{GreetingApp.Mapped}?throw=1", """{"id":"1"}""")).Status.Should().Be(200);

        app.Handled.Should().Equal("1");
        app.App.Logs.Of(1035).Should().HaveCount(2);
        app.Logs.Should().NotContain(entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task OtherMethods_AreRefused_AndTheAnswerNamesThoseThatAreAllowed()
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        foreach (string method in new[] { "PUT", "DELETE", "OPTIONS" })
        {
            HttpAnswer answer = await app.GetAsync(GreetingApp.Mapped + GreetingApp.Challenge("c"), method);

            (answer.Status, answer.Body).Should().Be((405, ""));
            answer.Headers.Should().Contain("Allow: GET, HEAD, POST");
        }
    }

    [Fact]
    public async Task Get_AtAProviderWithoutHandshakes_IsNotAllowed()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            app.Map("/any", (Webhook<CueEvent> webhook) => { });
        });

        foreach (string path in new[] { CueRequest.DefaultPath, "/any" })
        {
            using HttpResponseMessage answer = await app.Client.GetAsync(new Uri(path + GreetingApp.Challenge("c"), UriKind.Relative));
            ((int)answer.StatusCode).Should().Be(405);
        }
    }

    [Fact]
    public async Task Answer_OfAHandshake_IsQuotedNowhere()
    {
        using var activities = new ActivityCollector();
        await using GreetingApp app = await GreetingApp.StartAsync();

        await app.GetAsync(GreetingApp.Mapped + GreetingApp.Challenge("canary7Zq9x"));
        await app.GetAsync(GreetingApp.Mapped + GreetingApp.Challenge("canary7Zq9x", "wrong-canary7Zq9x"));
        await app.PostAsync(GreetingApp.Mapped, """{"challenge":"canary7Zq9x"}""");

        IEnumerable<string> ours = app.Logs.Select(entry => entry.Everything)
            .Concat(activities.Ours.Select(ActivityCollector.Everything));
        ours.Should().NotBeEmpty().And.NotContain(text => text.Contains("canary7Zq9x", StringComparison.Ordinal)
            || text.Contains(GreetingApp.VerifyToken, StringComparison.Ordinal) || text.Contains(GreetingApp.Secret, StringComparison.Ordinal));
    }
}
