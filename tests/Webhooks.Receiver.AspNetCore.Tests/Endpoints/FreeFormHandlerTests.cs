using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;
using static Webhooks.Receiver.AspNetCore.Tests.FreeFormApp;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Handlers of <c>MapPost</c> with a <see cref="Webhook{TEvent}"/> parameter: their status decides, whatever they return.</summary>
public sealed class FreeFormHandlerTests
{
    [Fact]
    public async Task CancellationToken_IsTheDeliverysAndNotTheRequests()
    {
        CancellationToken parameter = default, requestAborted = default, delivery = default;
        await using WebhookApp app = await StartAsync((Webhook<CueEvent> webhook, HttpContext http, CancellationToken token) =>
        {
            (parameter, requestAborted, delivery) = (token, http.RequestAborted, webhook.Context.CancellationToken);
        });

        (await app.StatusOfAsync(CueRequest.Click(), FreePath)).Should().Be(HttpStatusCode.OK);

        parameter.Should().Be(delivery);
        parameter.Should().NotBe(requestAborted);
    }

    [Fact]
    public async Task Webhook_OfAHandler_KnowsEventAndDelivery()
    {
        CueRequest request = CueRequest.Click();
        await using WebhookApp app = await StartAsync((Webhook<CueEvent> webhook, HttpContext http) =>
        {
            webhook.Event.Should().BeOfType<CueAdClick>().Which.Data.ClickId.Should().Be("k-1");
            webhook.Context.Services.Should().BeSameAs(http.RequestServices);
            webhook.Delivery.Should().BeSameAs(webhook.Context.Delivery);
            webhook.Delivery.Provider.Should().Be("cue");
            webhook.Delivery.Endpoint.Should().Be(FreePath);
            webhook.Delivery.Tenant.Should().BeNull();
            webhook.Delivery.Body.ToArray().Should().Equal(request.Body);
            webhook.Delivery.Authenticated.Should().Be(AuthenticatedParts.Body | AuthenticatedParts.Identity);
            webhook.Delivery.SignedAt.Should().BeNull();
            return Results.Ok(webhook.Delivery.Key.ShortName);
        });

        using HttpResponseMessage response = await app.SendAsync(request, FreePath);

        app.Logs.ErrorTexts.Should().BeEmpty();
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Trim('"').Should().Be((string)app.Logs.Of(1002).Single()["Key"]!);
    }

    [Fact]
    public async Task Body_AfterTheHandler_IsGone()
    {
        WebhookBody? body = null;
        await using WebhookApp app = await StartAsync((Webhook<CueEvent> webhook) => { body = webhook.Delivery.Body; });

        (await app.StatusOfAsync(CueRequest.Click(), FreePath)).Should().Be(HttpStatusCode.OK);

        body!.Invoking(gone => gone.ToArray()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task Webhook_WithoutFilter_Throws()
    {
        Webhook<CueEvent> webhook = (await Webhook<CueEvent>.BindAsync(new DefaultHttpContext(), null!))!;
        const string Message = "No filter has authenticated this Webhook<CueEvent>. Use it as a parameter of a handler that is mapped with MapPost; "
            + "do not bind or create it by hand.";

        webhook.Invoking(one => one.Event).Should().Throw<InvalidOperationException>().WithMessage(Message);
        webhook.Invoking(one => one.Context).Should().Throw<InvalidOperationException>().WithMessage(Message);
        webhook.Invoking(one => one.Delivery).Should().Throw<InvalidOperationException>().WithMessage(Message);
    }

    [Fact]
    public async Task Handler_IsNotCalledForARefusedDelivery()
    {
        int called = 0;
        await using WebhookApp app = await StartAsync((Webhook<CueEvent> webhook) => { called++; });

        (await app.StatusOfAsync(CueRequest.Click() with { SignedWith = "another" }, FreePath)).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(CueRequest.Of("{}"), FreePath)).Should().Be(HttpStatusCode.BadRequest);
        (await app.StatusOfAsync(CueRequest.Click() with { ContentType = "text/plain" }, FreePath)).Should().Be(HttpStatusCode.UnsupportedMediaType);

        called.Should().Be(0);
    }

    [Fact]
    public async Task Handler_TwoWebhookParameters_AreVerifiedOnceAndBothFilled()
    {
        await using WebhookApp app = await StartAsync(
            (Webhook<CueEvent> one, Webhook<CueEvent> two) => ReferenceEquals(one.Event, two.Event) ? Results.Ok() : Results.Conflict());

        (await app.StatusOfAsync(CueRequest.Click(), FreePath)).Should().Be(HttpStatusCode.OK);
        app.Logs.Of(1002).Should().ContainSingle();
    }

    [Fact]
    public async Task Handler_WithOtherServicesAndRouteValues_GetsThem()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapPost("/free/{shop}", (string shop, Webhook<CueEvent> webhook, TimeProvider time) => $"{shop} {time.GetUtcNow().Year}"));

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click(), "/free/berlin");

        (await response.Content.ReadAsStringAsync()).Should().Be("berlin 2026");
        app.Logs.Of(1002).Single()["Endpoint"].Should().Be("/free/{shop}");
    }
}
