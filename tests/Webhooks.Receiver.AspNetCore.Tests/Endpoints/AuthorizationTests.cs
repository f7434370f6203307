using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>The signature authenticates; policies for people do not apply, unless the endpoint has its own.</summary>
public sealed class AuthorizationTests
{
    [Theory]
    [InlineData("/webhooks/cue", true)]
    [InlineData("/free", true)]
    [InlineData("/people", false)]
    [InlineData("/closed", false)]
    [InlineData("/closed-free", false)]
    [InlineData("/closed-by-policy", false)]
    [InlineData("/group/cue", false)]
    [InlineData("/group/free", false)]
    public async Task Policy_OfPeople_KeepsSendersOutOnlyWhereSaid(string path, bool isOpen)
    {
        int handled = 0;
        Task Handle(CueEvent e, WebhookContext context) => Task.FromResult(handled++);
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapPost("/people", () => { handled++; });
                app.MapWebhook<CueEvent>(Handle);
                app.MapPost("/free", (Webhook<CueEvent> webhook) => Handle(webhook.Event, webhook.Context));
                app.MapWebhook<CueEvent>("/closed", Handle).RequireAuthorization();
                app.MapPost("/closed-free", (Webhook<CueEvent> webhook) => Handle(webhook.Event, webhook.Context)).RequireAuthorization();
                app.MapWebhook<CueEvent>("/closed-by-policy", Handle).RequireAuthorization(policy => policy.RequireAuthenticatedUser());
                var group = app.MapGroup("/group").RequireAuthorization();
                group.MapWebhook<CueEvent>("/cue", Handle);
                group.MapPost("/free", (Webhook<CueEvent> webhook) => Handle(webhook.Event, webhook.Context));
            },
            options =>
            {
                options.UsesTestServer = true;
                options.Builder = builder =>
                {
                    builder.Services.AddAuthentication("nobody").AddScheme<AuthenticationSchemeOptions, NobodyHandler>("nobody", null);
                    builder.Services.AddAuthorizationBuilder()
                        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
                };
            });

        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(isOpen ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);

        handled.Should().Be(isOpen ? 1 : 0);
        app.Logs.Of(1000).Should().BeEmpty("the signature was good");
    }
}
