using System.Net;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Sori;
using static Webhooks.Receiver.AspNetCore.Tests.UrlTokenApp;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>SORI does not sign (R1): a secret word in the URL stands in, and nothing that is handed on pretends more.</summary>
[Collection(RunsAlone.Name)]
public sealed class UrlTokenTests
{
    private const string Other = "Second-token_51Kd8~4.1";
    private static readonly ProviderUnderTest _sori = ProvidersUnderTest.Sori;

    [Theory]
    [InlineData("/webhooks/sori/{token}", "/webhooks/sori/")]
    [InlineData("/hooks/{token}/sori", "/hooks/*/sori")]
    [InlineData("/hooks/{token:minlength(5)}", "/hooks/")]
    public async Task Token_Right_IsHandledAsNotAuthenticated(string pattern, string path)
    {
        List<(SoriEvent Event, AuthenticatedParts Authenticated, string Endpoint, DateTimeOffset? SignedAt)> handled = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<SoriEvent>(pattern, (e, context) =>
            {
                WebhookDelivery delivery = context.Delivery;
                handled.Add((e, delivery.Authenticated, delivery.Endpoint, delivery.SignedAt));
                return Task.CompletedTask;
            }),
            options => _sori.Configure(options, Token));
        path = path.Contains('*', StringComparison.Ordinal) ? path.Replace("*", Token, StringComparison.Ordinal) : path + Token;

        (await StatusOfAsync(app, path, "c-1")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, path, "c-1")).Should().Be(HttpStatusCode.OK);

        var seen = handled.Should().ContainSingle().Subject;
        seen.Event.Should().BeOfType<SoriClick>().Which.CampaignId.Should().Be("c-1");
        seen.Event.IsAuthenticated.Should().BeFalse();
        seen.Authenticated.Should().Be(AuthenticatedParts.None);
        seen.SignedAt.Should().BeNull();
        seen.Endpoint.Should().Be(pattern, "the path has the token in it");
    }

    public static TheoryData<string> WrongTokens =>
    [
        "Canary-token_7Zq9x~2.1", "Canary-token_7Zq9x~2", "Canary-token_7Zq9x~2.0x", "xCanary-token_7Zq9x~2.0", "canary-token_7Zq9x~2.0",
        "CANARY-TOKEN_7ZQ9X~2.0", "C", "Canary-token_7Zq9x~2.0%20", "%20Canary-token_7Zq9x~2.0", "{token}", "*",
        "Canary-token_7Zq9x~2.0%EF%BB%BF", new string('a', 513), new string('a', 4000),
    ];

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task Token_Wrong_IsRefusedLikeAForgedSignature(string token)
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);
        await using WebhookApp signed = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        using HttpResponseMessage response = await PostAsync(app, $"/webhooks/sori/{token}", "c-1");
        using HttpResponseMessage forged = await signed.SendAsync(CueRequest.Click() with { SignedWith = "another" });

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await HttpAnswer.OfAsync(response)).Should().Be(await HttpAnswer.OfAsync(forged));
        app.Logs.Of(1000).Should().ContainSingle().Which["SignatureFailure"].Should().Be(SignatureFailure.UrlTokenMismatch);
        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task Token_PercentEncoded_IsTheSameToken()
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);

        (await StatusOfAsync(app, "/webhooks/sori/%43anary%2Dtoken_7Zq9x~2.0", "c-1")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_WithNul_IsRefusedByTheServer()
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);

        (await StatusOfAsync(app, $"/webhooks/sori/{Token}%00", "c-1")).Should().Be(HttpStatusCode.BadRequest);
        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task Token_Missing_IsNotFound()
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);

        (await StatusOfAsync(app, "/webhooks/sori", "c-1")).Should().Be(HttpStatusCode.NotFound);
        (await StatusOfAsync(app, "/webhooks/sori/", "c-1")).Should().Be(HttpStatusCode.NotFound);
        (await StatusOfAsync(app, $"/webhooks/sori/{Token}/more", "c-1")).Should().Be(HttpStatusCode.NotFound);
    }

    /// <summary>A route with an optional or default token does not accept a delivery without one.</summary>
    [Theory]
    [InlineData("/webhooks/sori/{token?}")]
    [InlineData("/webhooks/sori/{token=none}")]
    [InlineData("/webhooks/sori/{**token}")]
    public async Task Token_LeftOut_IsRefused(string pattern)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<SoriEvent>(pattern, (_, _) => Task.CompletedTask), options => _sori.Configure(options, Token));

        (await StatusOfAsync(app, "/webhooks/sori", "c-1")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, $"/webhooks/sori/{Token}", "c-1")).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("?token=" + Token, "")]
    [InlineData("", "token")]
    [InlineData("", "X-Token")]
    public async Task Token_ElsewhereInTheRequest_IsNotTaken(string query, string header)
    {
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask);
        using HttpRequestMessage message = _sori.Message(_sori.Body("c-1"), app.Clock.GetUtcNow(), path: $"/webhooks/sori/wrong{query}");
        if (header.Length > 0)
        {
            message.Headers.Add(header, Token);
        }

        using HttpResponseMessage response = await app.Client.SendAsync(message);
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    /// <summary>The same event under another token is the same event: tokens rotate in the middle of retries.</summary>
    [Fact]
    public async Task Tokens_OneEventUnderBoth_IsHandledOnce()
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(_ => Task.FromResult(++handled), options => _sori.Configure(options, Token, Other));

        (await StatusOfAsync(app, $"/webhooks/sori/{Token}", "c-1")).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, $"/webhooks/sori/{Other}", "c-1")).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(1);
    }
}
