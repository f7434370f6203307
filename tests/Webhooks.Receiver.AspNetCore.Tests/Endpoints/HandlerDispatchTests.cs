using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Events and the handlers registered for their types.</summary>
public sealed class HandlerDispatchTests
{
    private readonly List<(Type Handler, Type Event)> _notes = [];

    [Fact]
    public async Task Event_WithAHandlerOfItsType_GoesThereElseToTheBaseTypes()
    {
        await using WebhookApp app = await StartAsync(webhooks => webhooks
            .AddHandler<CueEvent, NotingHandler<CueEvent>>()
            .AddHandler<CueAdClick, NotingHandler<CueAdClick>>());

        await ShouldBeAsync(app, HttpStatusCode.OK, CueRequest.Click(), CueRequest.Paused(), CueRequest.UnknownType(), CueRequest.Unreadable());

        _notes.Should().Equal(
            (typeof(CueAdClick), typeof(CueAdClick)), (typeof(CueEvent), typeof(CueCampaignPaused)),
            (typeof(CueEvent), typeof(CueUnknownEvent)), (typeof(CueEvent), typeof(CueUnknownEvent)));
        app.Logs.Of(1002).Should().OnlyContain(entry => Equals(entry["Outcome"], WebhookOutcome.Processed));
    }

    [Fact]
    public async Task UnknownEvent_WithAHandlerOfItsOwn_GoesThere()
    {
        await using WebhookApp app = await StartAsync(webhooks => webhooks.AddHandler<CueUnknownEvent, NotingHandler<CueUnknownEvent>>());

        await ShouldBeAsync(app, HttpStatusCode.OK, CueRequest.UnknownType(), CueRequest.Unreadable(), CueRequest.Paused());

        _notes.Should().Equal((typeof(CueUnknownEvent), typeof(CueUnknownEvent)), (typeof(CueUnknownEvent), typeof(CueUnknownEvent)));
        app.Logs.Of(1002).Select(entry => entry["Outcome"]).Should().Equal(
            WebhookOutcome.Processed, WebhookOutcome.Processed, WebhookOutcome.Ignored);
    }

    [Fact]
    public async Task Event_WithoutAnyHandler_IsIgnoredUnlessItCouldNotBeRead()
    {
        await using WebhookApp app = await StartAsync(webhooks => webhooks.AddHandler<CueAdClick, NotingHandler<CueAdClick>>());

        await ShouldBeAsync(app, HttpStatusCode.OK, CueRequest.Paused(), CueRequest.UnknownType());
        await ShouldBeAsync(app, HttpStatusCode.InternalServerError, CueRequest.Unreadable(), CueRequest.Unreadable());

        _notes.Should().BeEmpty();
        app.Memory.Count.Should().Be(2, "the unreadable event's claim is released");
    }

    [Fact]
    public async Task Handler_UsesScopedServices_WhichEndWithIt()
    {
        List<ScopedResource> used = [];
        await using WebhookApp app = await StartAsync(
            webhooks => webhooks.AddHandler<CueEvent, ResourceHandler>(),
            services => services.AddScoped<ScopedResource>().AddSingleton(used));

        await ShouldBeAsync(app, HttpStatusCode.OK, CueRequest.Click(), CueRequest.Paused());

        used.Should().HaveCount(2).And.OnlyHaveUniqueItems().And.OnlyContain(resource => resource.IsDisposed);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Fact]
    public async Task Handler_ThatCannotBeMade_IsAFailure()
    {
        await using WebhookApp app = await StartAsync(webhooks => webhooks.AddHandler<CueEvent, UnbuildableHandler>());

        await ShouldBeAsync(app, HttpStatusCode.InternalServerError, CueRequest.Click(), CueRequest.Click());

        app.Memory.Count.Should().Be(0);
        app.Logs.Errors.Should().HaveCount(2).And.OnlyContain(entry => entry.Id.Id == 1004 && entry.Exception!.Message == "Not today.");
    }

    [Fact]
    public async Task Handler_RegisteredBefore_IsTheOneThatIsUsed()
    {
        var handler = new NotingHandler<CueEvent>(_notes);
        await using WebhookApp app = await StartAsync(webhooks =>
        {
            webhooks.Services.AddSingleton(handler);
            webhooks.AddHandler<CueEvent, NotingHandler<CueEvent>>();
        });

        app.Services.GetRequiredService<NotingHandler<CueEvent>>().Should().BeSameAs(handler);
        await ShouldBeAsync(app, HttpStatusCode.OK, CueRequest.Click());
        _notes.Should().ContainSingle();
    }

    private Task<WebhookApp> StartAsync(Action<IWebhooksBuilder> webhooks, Action<IServiceCollection>? services = null) =>
        WebhookApp.StartAsync(app => app.MapWebhook<CueEvent>(), options =>
        {
            options.UsesTestServer = true;
            options.Webhooks = webhooks;
            options.Builder = builder =>
            {
                builder.Services.AddSingleton(_notes);
                services?.Invoke(builder.Services);
            };
        });

    private static async Task ShouldBeAsync(WebhookApp app, HttpStatusCode status, params CueRequest[] requests)
    {
        foreach (CueRequest request in requests)
        {
            (await app.StatusOfAsync(request)).Should().Be(status);
        }
    }
}
