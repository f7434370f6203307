using System.Net;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>
/// Issue 9.23: a webhook in an MVC action started, and each request was a 500 with a message of the framework about constructors or
/// pointers; an event bound from the body was a 400, or with another naming policy an event that nobody had verified.
/// </summary>
public sealed class Mvc_9_23
{
    private const string WhatToDo = "Use MapWebhook<CueEvent>, or a minimal API: app.MapPost(path, (Webhook<CueEvent> webhook) => …).";

    [Theory]
    [InlineData(typeof(ApiController), "webhook")]
    [InlineData(typeof(OptionalController), "webhook")]
    [InlineData(typeof(PropertyController), "Webhook")]
    [InlineData(typeof(EventController), "click")]
    [InlineData(typeof(BaseEventController), "e")]
    [InlineData(typeof(ConventionalController), "webhook")]
    public async Task Start_ActionThatBindsAWebhook_NamesMapPost(Type controller, string bound)
    {
        await ShouldNotStartAsync(
            $"The MVC action '{controller.FullName}.Post (Webhooks.Receiver.AspNetCore.Tests)' binds '{bound}' from the request, which verifies nothing: MVC is not supported. {WhatToDo}", controller, _ => { });
    }

    [Fact]
    public async Task Start_MinimalApiThatBindsAnEvent_NamesMapPost() => await ShouldNotStartAsync(
        $"The endpoint '/hooks' binds 'click' from the body, which verifies nothing. {WhatToDo}",
        typeof(OtherController),
        app => app.MapPost("/hooks", ([FromBody] CueAdClick click) => Results.Ok(click.Id)));

    [Fact]
    public async Task Start_ControllersBesideWebhooks_Starts()
    {
        await using WebhookApp app = await StartAsync(typeof(OtherController), app => app.MapPost(
            CueRequest.DefaultPath, (Webhook<CueEvent> webhook) => Results.Ok()).Accepts<CueAdClick>("application/json")); // for API descriptions

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        (await app.Client.GetStringAsync("/mvc/get")).Should().Be("other");
    }

    private static async Task ShouldNotStartAsync(string error, Type controller, Action<WebApplication> map)
    {
        Func<Task> start = async () => await (await StartAsync(controller, map)).DisposeAsync();

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Errors.Should().Equal(error);
    }

    private static Task<WebhookApp> StartAsync(Type controller, Action<WebApplication> map) => WebhookApp.StartAsync(
        app =>
        {
            app.MapControllers();
            app.MapDefaultControllerRoute();
            map(app);
        },
        options => options.Builder = builder =>
        {
            builder.Services.AddControllers().ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new OneController(controller)));
            builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolver = new DefaultJsonTypeInfoResolver());
        });

    [ApiController, Route("mvc")]
    public sealed class ApiController : ControllerBase
    {
        [HttpPost("post")]
        public IActionResult Post(Webhook<CueEvent> webhook) => Ok(webhook.Event.Type);
    }

    [Route("mvc")]
    public sealed class OptionalController : ControllerBase
    {
        [HttpPost("post")]
        public IActionResult Post(Webhook<CueEvent>? webhook = null) => Ok(webhook?.Event.Type);
    }

    [Route("mvc")]
    public sealed class PropertyController : ControllerBase
    {
        [BindProperty]
        public Webhook<CueEvent>? Webhook { get; set; }

        [HttpPost("post")]
        public IActionResult Post() => Ok(Webhook?.Event.Type);
    }

    [ApiController, Route("mvc")]
    public sealed class EventController : ControllerBase
    {
        [HttpPost("post")]
        public IActionResult Post([FromBody] CueAdClick click) => Ok(click.Id);
    }

    [ApiController, Route("mvc")]
    public sealed class BaseEventController : ControllerBase
    {
        [HttpPost("post")]
        public IActionResult Post([FromBody] CueEvent e) => Ok(e.Id);
    }

    public sealed class ConventionalController : ControllerBase
    {
        [HttpPost]
        public IActionResult Post(Webhook<CueEvent> webhook) => Ok(webhook.Event.Type);
    }

    [ApiController, Route("mvc")]
    public sealed class OtherController : ControllerBase
    {
        [HttpGet("get")]
        public ContentResult Get() => Content("other");
    }
}
