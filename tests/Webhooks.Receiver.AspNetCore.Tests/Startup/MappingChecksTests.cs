using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;
using static Webhooks.Receiver.AspNetCore.Tests.StartingApp;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class MappingChecksTests
{
    private const string NotRegistered =
        "Webhook endpoints need services that are not registered. Call builder.Services.AddWebhooks() before builder.Build().";

    [Fact]
    public async Task MapWebhook_WithoutAddWebhooks_Throws() =>
        await ShouldNotStartAsync<InvalidOperationException>(NotRegistered, MapDelegate, options => options.AddsWebhooks = false);

    /// <summary>Nothing of ours runs at start then: the framework builds the endpoint on the first request, and that fails, as all do.</summary>
    [Fact]
    public async Task MapPost_WithWebhookParameterAndWithoutAddWebhooks_AnswersNothingAndSaysWhy()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapPost(CueRequest.DefaultPath, (Webhook<CueEvent> webhook) => { }), options => options.AddsWebhooks = false);

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.InternalServerError);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.InternalServerError);
        app.Logs.Errors.Should().HaveCount(2).And.OnlyContain(entry => entry.Exception!.GetBaseException().Message == NotRegistered);
    }

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/Webhooks/CUE")]
    [InlineData("/webhooks/cue/")]
    [InlineData("webhooks/cue")]
    public async Task Endpoints_TwoOfOneProviderOnOnePath_Throws(string path)
    {
        string message = $"Two endpoints receive from 'cue' at '{path}'. Map one of them to another path.";
        await ShouldNotStartAsync(message, app =>
        {
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            app.MapWebhook<CueEvent>(path, (_, _) => Task.CompletedTask);
        });
        await ShouldNotStartAsync(message, app =>
        {
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            app.MapPost(path, (Webhook<CueEvent> webhook) => { });
        });
    }

    [Fact]
    public async Task WithWebhook_WithoutWebhookParameter_Throws() => await ShouldNotStartAsync(
        "The endpoint '/plain' is configured with WithWebhook<CueEvent>, but nothing verifies its requests. "
        + "Take a Webhook<CueEvent> parameter, or use MapWebhook<CueEvent>.",
        app => app.MapPost("/plain", () => "unverified").WithWebhook<CueEvent>(_ => { }));

    [Fact]
    public async Task WithWebhook_OfAnotherProvider_Throws() => await ShouldNotStartAsync(
        "The endpoint '/webhooks/cue' is configured with WithWebhook<TinyEvent>, but nothing verifies its requests. "
        + "Take a Webhook<TinyEvent> parameter, or use MapWebhook<TinyEvent>.",
        app => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask).WithWebhook<TinyEvent>(_ => { }));

    [Fact]
    public async Task Parameters_OfAnObject_Throw() => await ShouldNotStartAsync(
        "The endpoint '/free' has a parameter with [AsParameters], in which neither the webhook nor parameters from the body can be found. "
        + "Declare them as parameters of the handler itself.",
        app => app.MapPost("/free", ([AsParameters] FreeParameters parameters) => { }));

    [Fact]
    public async Task Endpoints_OfOneName_Throw() => await ShouldNotStartAsync(
        "Two endpoints that receive from 'cue' are named 'cube', and would take each other's events for duplicates. Give one of them another name.",
        app =>
        {
            app.MapWebhook<CueEvent>("/a", (_, _) => Task.CompletedTask).WithWebhook<CueEvent>(options => options.Name = "cube");
            app.MapWebhook<CueEvent>("/b", (_, _) => Task.CompletedTask).WithWebhook<CueEvent>(options => options.Name = "cube");
        });

    [Fact]
    public async Task Parameter_BoundFromTheBody_Throws() => await ShouldNotStartAsync(
        "The endpoint '/free' binds the parameter 'receipt' from the body, so that no bytes are left to verify. "
        + "Remove it: the Webhook parameter has the event and the raw body.",
        app => app.MapPost("/free", (Webhook<CueEvent> webhook, Receipt receipt) => { }),
        options => options.Builder = builder => builder.Services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TestJsonContext.Default)));

    [Fact]
    public async Task Parameter_BoundFromTheForm_Throws() => await ShouldNotStartAsync(
        "The endpoint '/free' binds the parameter 'form' from the body, so that no bytes are left to verify. "
        + "Remove it: the Webhook parameter has the event and the raw body.",
        app => app.MapPost("/free", (Webhook<CueEvent> webhook, IFormCollection form) => { }).DisableAntiforgery());

    [Fact]
    public async Task Endpoint_OfTwoProviders_Throws() => await ShouldNotStartAsync(
        "The endpoint '/free' receives from several providers. Map one endpoint for each.",
        app => app.MapPost("/free", (Webhook<CueEvent> one, Webhook<TinyEvent> two) => { }),
        options => options.Settings["Webhooks:tiny:Secrets:0"] = "tiny-secret");

    /// <summary>What it accepts is said for its documentation, and a route value is not bound from the body.</summary>
    [Fact]
    public async Task MapPost_WithARouteValueOfTheAcceptedType_Starts()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapPost("/free/{customer}", (string customer, Webhook<CueEvent> webhook) => customer).Accepts<string>("application/json"));

        (await app.StatusOfAsync(CueRequest.Click(), "/free/acme")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public void SetStatusCode_OfAnAnswer_Throws()
    {
        var options = new WebhookEndpointOptions();

        options.Invoking(o => o.SetStatusCode(WebhookOutcome.Answered, 500)).Should().Throw<ArgumentException>().WithMessage(
            "Answered has the status code of its answer. (Parameter 'outcome')");
    }

    [Theory]
    [InlineData(WebhookOutcome.Failed, 200)]
    [InlineData(WebhookOutcome.Failed, 399)]
    [InlineData(WebhookOutcome.InProgress, 202)]
    [InlineData(WebhookOutcome.ClaimLost, 204)]
    [InlineData(WebhookOutcome.Unavailable, 302)]
    [InlineData(WebhookOutcome.Unauthenticated, 200)]
    public void SetStatusCode_ThatLosesEvents_Throws(WebhookOutcome outcome, int status)
    {
        var options = new WebhookEndpointOptions();

        options.Invoking(o => o.SetStatusCode(outcome, status)).Should().Throw<ArgumentException>().WithMessage(
            $"{outcome} cannot be answered with {status}: the sender would treat the delivery as accepted. (Parameter 'statusCode')");
    }

    [Theory]
    [InlineData(199)]
    [InlineData(600)]
    [InlineData(-1)]
    public void SetStatusCode_ThatIsNone_Throws(int status) =>
        new WebhookEndpointOptions().Invoking(o => o.SetStatusCode(WebhookOutcome.Processed, status))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("statusCode");

    [Fact]
    public async Task SetStatusCode_Forbidden_StopsTheAppAtStart() => await ShouldNotStartAsync<ArgumentException>(
        "Failed cannot be answered with 200: the sender would treat the delivery as accepted. (Parameter 'statusCode')",
        app => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask)
            .WithWebhook<CueEvent>(options => options.SetStatusCode(WebhookOutcome.Failed, 200)));

    private sealed record FreeParameters(Webhook<CueEvent> Webhook, CancellationToken CancellationToken);
}
