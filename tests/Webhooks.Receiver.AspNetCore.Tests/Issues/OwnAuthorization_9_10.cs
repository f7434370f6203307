using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>
/// Issue 9.10: endpoints whose authorization is a policy or a requirement in their metadata, and not an attribute, were opened to
/// everybody.
/// </summary>
public sealed class OwnAuthorization_9_10
{
    private static readonly AuthorizationPolicy _policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    [Theory]
    [InlineData("/policy", false)]
    [InlineData("/policy-free", false)]
    [InlineData("/policy-group/mapped", false)]
    [InlineData("/policy-group/free", false)]
    [InlineData("/requirement", false)]
    [InlineData("/requirement-free", false)]
    [InlineData("/requirement-group/mapped", false)]
    [InlineData("/requirement-group/free", false)]
    [InlineData("/open", true)]
    public async Task Authorization_InTheEndpointsMetadata_Stays(string path, bool isOpen)
    {
        int handled = 0;
        Task Handle(CueEvent e, WebhookContext context) => Task.FromResult(handled++);
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>("/open", Handle);
                foreach ((string prefix, object metadata) in new[] { ("/policy", (object)_policy), ("/requirement", new AuthenticatedUserAttribute()) })
                {
                    app.MapWebhook<CueEvent>(prefix, Handle).WithMetadata(metadata);
                    app.MapPost(prefix + "-free", (Webhook<CueEvent> webhook) => Handle(webhook.Event, webhook.Context)).WithMetadata(metadata);
                    var group = app.MapGroup(prefix + "-group").WithMetadata(metadata);
                    group.MapWebhook<CueEvent>("/mapped", Handle);
                    group.MapPost("/free", (Webhook<CueEvent> webhook) => Handle(webhook.Event, webhook.Context));
                }
            },
            options =>
            {
                options.UsesTestServer = true;
                options.Builder = builder =>
                {
                    builder.Services.AddAuthentication("nobody").AddScheme<AuthenticationSchemeOptions, NobodyHandler>("nobody", null);
                    builder.Services.AddAuthorization();
                };
            });

        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(isOpen ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);

        handled.Should().Be(isOpen ? 1 : 0);
        app.Logs.Of(1000).Should().BeEmpty("the signature was good");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Authorization_AddedWhenTheEndpointIsOpen_StopsTheApp(bool isFreeForm)
    {
        Func<Task> starting = () => WebhookApp.StartAsync(app =>
        {
            RouteGroupBuilder group = app.MapGroup("/group");
            if (isFreeForm)
            {
                group.MapPost("/cue", (Webhook<CueEvent> webhook) => "thanks");
            }
            else
            {
                group.MapWebhook<CueEvent>("/cue", (_, _) => Task.CompletedTask);
            }

            ((IEndpointConventionBuilder)group).Finally(endpoint => endpoint.Metadata.Add(new AuthorizeAttribute()));
        });

        await starting.Should().ThrowAsync<WebhookConfigurationException>().WithMessage(
            "*The endpoint '/group/cue' gets its authorization in a Finally convention. It already allows anonymous access then, and nothing "
            + "would be authorized. Call RequireAuthorization, or add the metadata in another convention.*");
    }

    /// <summary>Attributes of a handler were dropped, though those of a minimal API's handler are not.</summary>
    [Theory]
    [InlineData("/lambda")]
    [InlineData("/lambda-of-the-event")]
    [InlineData("/method")]
    [InlineData("/class")]
    [InlineData("/question")]
    [InlineData("/free")]
    public async Task Authorization_AsAnAttributeOfTheHandler_Stays(string path)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>("/lambda", [Authorize] (_, _) => Task.CompletedTask);
                app.MapWebhook<CueEvent>("/lambda-of-the-event", [Authorize] (CueEvent _) => Task.CompletedTask);
                app.MapWebhook<CueEvent>("/method", Handle);
                app.MapWebhook<CueEvent, AuthorizedHandler>("/class");
                app.MapPost("/free", [Authorize] (Webhook<CueEvent> webhook) => "thanks");
                app.MapWebhookQuestion<QuestionEvent>("/question", [Authorize] (_, _) => Task.FromResult(WebhookAnswer.Text("yes")));
            },
            options =>
            {
                options.UsesTestServer = true;
                options.Settings["Webhooks:question:Secrets:0"] = CueRequest.Secret;
                options.Builder = builder =>
                {
                    builder.Services.AddAuthentication("nobody").AddScheme<AuthenticationSchemeOptions, NobodyHandler>("nobody", null);
                    builder.Services.AddAuthorization();
                };
            });

        (await app.StatusOfAsync(CueRequest.Click(), path)).Should().Be(HttpStatusCode.Unauthorized);

        app.Logs.Of(1000).Should().BeEmpty("the request got no further than authorization");

        [Authorize]
        static Task Handle(CueEvent e, WebhookContext context) => Task.CompletedTask;
    }

    /// <summary>An app that sets both, authorization and anonymous access, means it.</summary>
    [Fact]
    public async Task AnonymousAccess_AllowedByTheUser_Stays()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                RouteGroupBuilder group = app.MapGroup("/group").RequireAuthorization();
                group.MapWebhook<CueEvent>("/cue", (_, _) => Task.CompletedTask).AllowAnonymous();
            },
            options => options.Builder = builder =>
            {
                builder.Services.AddAuthentication("nobody").AddScheme<AuthenticationSchemeOptions, NobodyHandler>("nobody", null);
                builder.Services.AddAuthorization();
            });

        (await app.StatusOfAsync(CueRequest.Click(), "/group/cue")).Should().Be(HttpStatusCode.OK);
    }

    [Authorize]
    private sealed class AuthorizedHandler : IWebhookHandler<CueEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
    }

    [AttributeUsage(AttributeTargets.All)]
    private sealed class AuthenticatedUserAttribute : Attribute, IAuthorizationRequirementData
    {
        public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new DenyAnonymousAuthorizationRequirement()];
    }
}
