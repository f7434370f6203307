using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;
using static Webhooks.Receiver.AspNetCore.Tests.Answers;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>The table of outcomes: status, answer, and what becomes of the claim.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task Processed_IsAnswered200WithoutBodyAndRemembered()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click());

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        response.Headers.RetryAfter.Should().BeNull();
        app.Memory.Count.Should().Be(1);
        app.Logs.Of(1002).Should().ContainSingle(entry => Equals(entry["Outcome"], WebhookOutcome.Processed));
    }

    [Fact]
    public async Task Ignored_IsAnswered200AndRemembered()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CueEvent>(), options => options.Webhooks = webhooks => webhooks.AddHandler<CueAdClick, ClickHandler>());

        (await app.StatusOfAsync(CueRequest.Paused())).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.UnknownType())).Should().Be(HttpStatusCode.OK);

        app.Memory.Count.Should().Be(2);
        app.Logs.Of(1002).Should().HaveCount(2).And.OnlyContain(entry => Equals(entry["Outcome"], WebhookOutcome.Ignored));
    }

    [Fact]
    public async Task Duplicate_IsAnswered200AndNotHandled()
    {
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.FromResult(Interlocked.Increment(ref handled)));

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(1);
        app.Logs.Of(1002).Select(entry => entry["Outcome"]).Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Duplicate);
    }

    [Fact]
    public async Task Duplicate_OtherBytesWithTheSameId_IsStillTheSameEvent()
    {
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.FromResult(Interlocked.Increment(ref handled)));

        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Of("""{"type":"campaign.paused","id":"evt_1","data":{}}"""))).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(1);
    }

    [Fact]
    public async Task Unauthenticated_IsAnswered401WithoutSayingWhy()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click() with { SignedWith = "another" });

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.Should().BeEmpty();
        response.Headers.RetryAfter.Should().BeNull();
        await ShouldBeProblemAsync(response, "Unauthorized");
        app.Memory.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"id":"evt_1"}""")]
    [InlineData("""{"type":"ad.click"}""")]
    [InlineData("""{"id":"","type":"ad.click"}""")]
    [InlineData("""{"id":" ","type":"ad.hovered"}""")]
    [InlineData("""{"id":"evt_1","type":""}""")]
    [InlineData("""{"id":7.5,"type":"ad.hovered"}""")]
    [InlineData("""{"id":"evt_1","id":"evt_2","type":"campaign.paused","data":{}}""")]
    [InlineData("""{"id":"evt_1","type":"ad.hovered","data":{"a":1,"a":2}}""")]
    [InlineData("""{"id":"evt_1\u0000","type":"ad.hovered"}""")]
    [InlineData("""{"id":"evt_\uD800","type":"ad.hovered"}""")]
    [InlineData("""{"id":"evt_1","type":"campaign.paused","data":{}} x""")]
    [InlineData("\uFEFF{\"id\":\"evt_1\",\"type\":\"ad.hovered\"}")]
    public async Task Malformed_IsAnswered400AndNotHandled(string body)
    {
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Task.FromResult(Interlocked.Increment(ref handled)), options => options.UsesTestServer = true);

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Of(body));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        await ShouldBeProblemAsync(response, "Bad Request");
        handled.Should().Be(0);
        app.Memory.Count.Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyTooLarge_IsAnswered413(bool isChunked)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Task.CompletedTask, options => options.Settings["Webhooks:Cue:MaxRequestBodySize"] = "1000");

        using HttpResponseMessage response = await app.SendAsync(CueRequest.OfSize(1001) with { IsChunked = isChunked });

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        await ShouldBeProblemAsync(response, "Payload Too Large");
        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task BodyTimeout_IsAnswered408()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);
        await using RawConnection connection = await app.ConnectAsync();
        CueRequest request = CueRequest.Click();
        int timers = app.Clock.WaitingTimers;
        await connection.SendAsync(request.Head(request.Body.Length), request.Body[..10]);
        await Eventually.Holds(() => app.Clock.WaitingTimers > timers, "the body's deadline runs");

        app.Clock.Advance(TimeSpan.FromSeconds(10));

        RawResponse response = (await connection.ReadResponseAsync())!;
        response.Status.Should().Be(408);
        response["Content-Type"].Should().Be(ProblemType);
        response["Connection"].Should().Be("close");
        (await connection.IsEndedAsync()).Should().BeTrue();
        app.Memory.Count.Should().Be(0);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/jsonp", null)]
    [InlineData("application/json", "gzip")]
    [InlineData("application/json", "br")]
    [InlineData(null, "deflate")]
    public async Task UnsupportedMediaType_IsAnswered415AndLogged(string? contentType, string? encoding)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        using HttpResponseMessage response = await app.SendAsync(
            CueRequest.Click() with { ContentType = contentType, ContentEncoding = encoding });

        response.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        await ShouldBeProblemAsync(response, "Unsupported Media Type");
        app.Memory.Count.Should().Be(0);
        app.Logs.Of(1001).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Information);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("text/json")]
    [InlineData("application/cloudevents+json")]
    [InlineData(null)]
    public async Task Processed_AcceptedMediaType_Is200(string? contentType)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        (await app.StatusOfAsync(CueRequest.Click() with { ContentType = contentType })).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.Click("evt_2") with { ContentType = contentType, ContentEncoding = "identity" })).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Failed_IsAnswered500AndHandledAgainOnTheRetry()
    {
        int handled = 0;
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Interlocked.Increment(ref handled) == 1 ? throw new InvalidOperationException("No luck.") : Task.CompletedTask);

        using HttpResponseMessage first = await app.SendAsync(CueRequest.Click());
        first.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        await ShouldBeProblemAsync(first, "Internal Server Error");
        app.Memory.Count.Should().Be(0);
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);

        handled.Should().Be(2);
        LogEntry error = app.Logs.Errors.Should().ContainSingle().Subject;
        error.Id.Id.Should().Be(1004);
        error.Exception.Should().BeOfType<InvalidOperationException>();
    }

    [Theory]
    [InlineData(WebhookOutcome.Unauthenticated)]
    [InlineData(WebhookOutcome.Failed)]
    public async Task Answer_IsTheSameBytesEveryTime(WebhookOutcome outcome)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => throw new InvalidOperationException());
        HashSet<string> bodies = [];
        for (int i = 0; i < 5; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"evt_{i}");
            CueRequest request = outcome == WebhookOutcome.Failed ? CueRequest.Click(id) : CueRequest.Click(id) with { SignedWith = id };
            using HttpResponseMessage response = await app.SendAsync(request);
            bodies.Add(await response.Content.ReadAsStringAsync());
        }

        bodies.Should().ContainSingle();
    }
}
