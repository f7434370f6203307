using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Sori;
using static Webhooks.Receiver.AspNetCore.Tests.UrlTokenApp;

namespace Webhooks.Receiver.AspNetCore.Tests;

[Collection(RunsAlone.Name)]
public sealed class UrlTokenSettingsTests
{
    private const string Other = "Second-token_51Kd8~4.1";
    private static readonly ProviderUnderTest _sori = ProvidersUnderTest.Sori;

    [Fact]
    public async Task Tokens_RotatedInTheFile_AreInForceWithoutARestart()
    {
        using var file = new SettingsFile();
        WriteTokens(file, Token);
        await using WebhookApp app = await StartAsync(_ => Task.CompletedTask, options =>
        {
            options.Settings.Clear();
            options.Builder = builder => file.AddTo(builder.Configuration);
        });
        int sent = 0;
        Task<HttpStatusCode> Send(string token) => StatusOfAsync(app, $"/webhooks/sori/{token}", $"c-{sent++}");
        (await Send(Token)).Should().Be(HttpStatusCode.OK);
        (await Send(Other)).Should().Be(HttpStatusCode.Unauthorized);

        WriteTokens(file, Other, Token);
        await Eventually.Holds(async () => await Send(Other) == HttpStatusCode.OK, "the new token is accepted");
        (await Send(Token)).Should().Be(HttpStatusCode.OK);

        WriteTokens(file, Other);
        await Eventually.Holds(async () => await Send(Token) == HttpStatusCode.Unauthorized, "the old token is refused");
        (await Send(Other)).Should().Be(HttpStatusCode.OK);

        WriteTokens(file);
        WebhookConfigurationStatus status = app.Services.GetRequiredService<WebhookConfigurationStatus>();
        await Eventually.Holds(() => status.Rejected.Count > 0, "a reload without tokens is rejected");
        (await Send(Other)).Should().Be(HttpStatusCode.OK, "the last good settings are in force");
        (await Send("wrong")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/webhooks/sori")]
    [InlineData("/webhooks/sori/{word}")]
    [InlineData("/webhooks/sori/token")]
    [InlineData("/webhooks/sori/" + Token)]
    public async Task Pattern_WithoutToken_Throws(string pattern)
    {
        Func<Task> start = () => WebhookApp.StartAsync(
            app => app.MapWebhook<SoriEvent>(pattern, (_, _) => Task.CompletedTask), options => _sori.Configure(options, Token));

        (await start.Should().ThrowExactlyAsync<WebhookConfigurationException>()).Which.Message.Should().Be(
            $"Provider 'sori' does not sign, and '{pattern}' has no URL token in it. Map a path with {{token}}, such as '/webhooks/sori/{{token}}'.");
    }

    [Fact]
    public async Task Pattern_FreeFormWithoutToken_Throws()
    {
        Func<Task> start = () => WebhookApp.StartAsync(
            app => app.MapPost("/free", (Webhook<SoriEvent> webhook) => Results.Ok()), options => _sori.Configure(options, Token));

        await start.Should().ThrowExactlyAsync<WebhookConfigurationException>().WithMessage("Provider 'sori' does not sign, and '/free' has no URL token in it.*");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("fifteen-letters")]
    [InlineData("with a space in the middle")]
    [InlineData("with/a/slash/in/the/middle")]
    [InlineData("")]
    public async Task Tokens_Unusable_Throws(string token)
    {
        Func<Task> start = () => StartAsync(_ => Task.CompletedTask, options => _sori.Configure(options, Token, token));

        string message = (await start.Should().ThrowExactlyAsync<WebhookConfigurationException>()).Which.Message;
        message.Should().Contain("Webhooks:Sori:UrlTokens:1").And.NotContain(Token);
    }

    [Fact]
    public async Task Tokens_None_Throws()
    {
        Func<Task> start = () => StartAsync(_ => Task.CompletedTask, options => options.Settings.Clear());

        (await start.Should().ThrowExactlyAsync<WebhookConfigurationException>()).Which.Message.Should().Contain("Webhooks:Sori:UrlTokens");
    }

    [Fact]
    public async Task DangerouslyAcceptUnauthenticatedRequests_AcceptsEveryRequestAndWarnsAtEachStart()
    {
        for (int start = 0; start < 2; start++)
        {
            List<(SoriEvent Event, AuthenticatedParts Authenticated)> handled = [];
            await using WebhookApp app = await WebhookApp.StartAsync(
                app => app.MapWebhook<SoriEvent>("/open", (e, context) =>
                {
                    handled.Add((e, context.Delivery.Authenticated));
                    return Task.CompletedTask;
                }),
                options =>
                {
                    options.Settings.Clear();
                    options.Settings["Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests"] = "true";
                });
            LogEntry warning = app.Logs.Of(1017).Should().ContainSingle().Subject;
            warning.Level.Should().Be(LogLevel.Warning);
            warning.Message.Should().Be(
                "The endpoint /open accepts deliveries of sori from anybody: DangerouslyAcceptUnauthenticatedRequests is set. Every event may be forged.");

            (await StatusOfAsync(app, "/open", "c-1")).Should().Be(HttpStatusCode.OK);

            handled.Should().ContainSingle().Which.Authenticated.Should().Be(AuthenticatedParts.None);
        }
    }

    /// <summary>The setting has no effect for a provider that signs.</summary>
    [Fact]
    public async Task DangerouslyAcceptUnauthenticatedRequests_OfASigningProvider_StillNeedsASignature()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Task.CompletedTask, options => options.Settings["Webhooks:Cue:DangerouslyAcceptUnauthenticatedRequests"] = "true");

        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "another" })).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    private static void WriteTokens(SettingsFile file, params string[] tokens) => file.WriteSection("Sori", new JsonObject
    {
        ["UrlTokens"] = new JsonArray([.. tokens.Select(token => (JsonNode)JsonValue.Create(token)!)]),
    });
}
