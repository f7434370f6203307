using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Handshakes in a body: answered only after the signature was verified.</summary>
public sealed class SignedHandshakeTests
{
    private const string Body = """{"type":"url_verification","challenge":"c1"}""";

    public static TheoryData<string> Paths => [GreetingApp.Mapped, GreetingApp.MinimalApi];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Handshake_ThatIsForgedOrNotSigned_IsRefused(string path)
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        foreach (string? secret in new[] { null, "another" })
        {
            HttpAnswer answer = await app.PostAsync(path, Body, secret);

            (answer.Status, answer.Body).Should().Be((401, ""));
        }

        (app.Claims, app.Handled.Count).Should().Be((0, 0));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Handshake_ThatIsSigned_IsAnsweredAndNeitherHandledNorClaimed(string path)
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        for (int i = 0; i < 2; i++)
        {
            HttpAnswer answer = await app.PostAsync(path, Body);

            (answer.Status, answer.Body).Should().Be((200, Expected(GreetingApp.Secret)));
            answer.Headers.Should().Contain("Content-Type: application/json").And.Contain("X-Content-Type-Options: nosniff");
        }

        (app.Claims, app.Handled.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task Delivery_ThatLooksLikeAHandshake_GoesToTheHandler()
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        HttpAnswer answer = await app.PostAsync(
            GreetingApp.Mapped + GreetingApp.Challenge("c", "wrong"), """{"type":"url_verification","challenge":"c1","id":"7"}""");

        (answer.Status, answer.Body).Should().Be((200, ""));
        app.Handled.Should().Equal("7");
    }

    [Fact]
    public async Task Provider_ThatThrows_FailsTheDelivery()
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        HttpAnswer answer = await app.PostAsync(GreetingApp.Mapped, "canary7Zq9x is no JSON");

        (answer.Status, answer.Body).Should().Be((500, ""));
        app.App.Logs.Of(1012).Should().ContainSingle();
        app.Logs.Should().NotContain(entry => entry.Everything.Contains("canary7Zq9x", StringComparison.Ordinal));
        (app.Claims, app.Handled.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task Answer_ThatIsTooLong_IsNotSent()
    {
        await using GreetingApp app = await GreetingApp.StartAsync();

        HttpAnswer answer = await app.PostAsync(GreetingApp.Mapped, $$"""{"challenge":"{{new string('c', 1000)}}"}""");

        (answer.Status, answer.Body).Should().Be((400, ""));
        app.Handled.Should().BeEmpty();
    }

    [Fact]
    public async Task Secrets_OfAHandshake_AreThoseOfItsTenantAndTheUsedOneIsFirst()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<GreetingEvent>("/hooks/{tenant}", (_, _) => Task.CompletedTask).WithWebhook<GreetingEvent>(o => o.ResolveTenant =
                (request, _) => new(request.GetRouteValue("tenant") is "acme" ? new WebhookTenant("acme", "acme-secret", "older") : null)),
            options => options.Settings["Webhooks:greeting:VerifyTokens:0"] = GreetingApp.VerifyToken);

        (await SendAsync("/hooks/acme", "acme-secret")).Should().Be((200, Expected("acme-secret")));
        (await SendAsync("/hooks/acme", "older")).Should().Be((200, Expected("older")));
        (await SendAsync("/hooks/acme", GreetingApp.Secret)).Should().Be((401, ""));
        (await SendAsync("/hooks/other", "acme-secret")).Should().Be((401, ""));

        async Task<(int, string)> SendAsync(string path, string secret)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
            message.Headers.Add("X-Greeting", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Body))));
            using HttpResponseMessage response = await app.Client.SendAsync(message);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private static string Expected(string secret) =>
        $$"""{"plain":"c1","mac":"{{Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "c1"u8))}}"}""";
}
