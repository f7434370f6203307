using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>As <see cref="RoutesOfTheUser_9_17"/>, for actions of MVC.</summary>
public sealed class ActionsOfTheUser_9_17
{
    /// <summary>Routing looks at content types before MVC does, and prefers an action that names one.</summary>
    [Theory]
    [InlineData(typeof(HooksController))]
    [InlineData(typeof(ConsumingController))]
    public async Task Start_WithAnActionBesideAnEndpoint_IsRefused(Type controller)
    {
        Func<Task> start = () => StartAsync(controller);

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().StartWith(
            "Requests (POST) to '/hooks' match the endpoint that receives from 'cue', and the route '").And.Contain(controller.Name);
    }

    /// <summary>MVC looks at the constraints of an action first.</summary>
    [Fact]
    public async Task Start_WithAnActionThatHasAConstraint_IsNotRefused()
    {
        await using WebhookApp app = await StartAsync(typeof(ConstrainedController));

        (await app.StatusOfAsync(CueRequest.Click(), "/hooks")).Should().Be(HttpStatusCode.OK);
        using var old = new HttpRequestMessage(HttpMethod.Post, "/hooks");
        old.Headers.Add(LegacyOnlyAttribute.Header, "1");
        (await app.StatusOfAsync(old)).Should().Be(HttpStatusCode.NoContent);
    }

    private static Task<WebhookApp> StartAsync(Type controller) => WebhookApp.StartAsync(
        app =>
        {
            app.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
            app.MapControllers();
        },
        options => options.Builder = builder => builder.Services.AddControllers().ConfigureApplicationPartManager(parts =>
        {
            parts.FeatureProviders.Clear();
            parts.FeatureProviders.Add(new OneController(controller));
        }));

    [Route("hooks")]
    private sealed class HooksController : ControllerBase
    {
        [HttpPost]
        public OkResult Receive() => Ok();
    }

    [Route("hooks")]
    private sealed class ConsumingController : ControllerBase
    {
        [HttpPost, Consumes("application/json")]
        public OkResult Receive() => Ok();
    }

    [Route("hooks")]
    private sealed class ConstrainedController : ControllerBase
    {
        [HttpPost, LegacyOnly]
        public NoContentResult Receive() => NoContent();
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class LegacyOnlyAttribute : ActionMethodSelectorAttribute
    {
        public const string Header = "X-Legacy";

        public override bool IsValidForRequest(RouteContext routeContext, ActionDescriptor action) =>
            routeContext.HttpContext.Request.Headers.ContainsKey(Header);
    }
}
