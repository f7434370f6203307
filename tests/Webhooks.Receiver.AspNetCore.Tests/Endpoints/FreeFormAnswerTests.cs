using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;
using static Webhooks.Receiver.AspNetCore.Tests.FreeFormApp;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class FreeFormAnswerTests
{
    private static readonly Dictionary<string, Delegate> _handlers = new()
    {
        ["Ok"] = (Webhook<CueEvent> webhook) => Results.Ok(),
        ["Accepted"] = (Webhook<CueEvent> webhook) => TypedResults.Accepted((string?)null),
        ["NoContent"] = (Webhook<CueEvent> webhook) => TypedResults.NoContent(),
        ["UnionOk"] = Results<Ok, Conflict> (Webhook<CueEvent> webhook) => TypedResults.Ok(),
        ["Text"] = (Webhook<CueEvent> webhook) => "thanks",
        ["TextAsync"] = async (Webhook<CueEvent> webhook) =>
        {
            await Task.Yield();
            return "thanks";
        },
        ["Json"] = (Webhook<CueEvent> webhook) => new Receipt("7"),
        ["JsonAsync"] = async ValueTask<Receipt> (Webhook<CueEvent> webhook) =>
        {
            await Task.Yield();
            return new Receipt("7");
        },
        ["JsonResult"] = (Webhook<CueEvent> webhook) => TypedResults.Json(new Receipt("7"), TestJsonContext.Default.Receipt),
        ["Bytes"] = (Webhook<CueEvent> webhook) => Results.Bytes("thanks"u8.ToArray(), "text/plain"),
        ["Stream"] = (Webhook<CueEvent> webhook) => Results.Stream(new MemoryStream("thanks"u8.ToArray()), "text/plain"),
        ["Void"] = (Webhook<CueEvent> webhook) => { },
        ["Task"] = async (Webhook<CueEvent> webhook) => await Task.Yield(),
        ["ValueTask"] = async ValueTask (Webhook<CueEvent> webhook) => await Task.Yield(),
        ["NullText"] = (Webhook<CueEvent> webhook) => (string?)null,
        ["NullObject"] = (Webhook<CueEvent> webhook) => (object?)null,
        ["Custom201"] = (Webhook<CueEvent> webhook) => new TeapotResult(201),
        ["Writes"] = async (Webhook<CueEvent> webhook, HttpContext http) =>
        {
            http.Response.StatusCode = 202;
            http.Response.Headers["X-Pot"] = "tea";
            await http.Response.WriteAsync("thanks");
            await http.Response.Body.FlushAsync();
            await http.Response.Body.WriteAsync("!"u8.ToArray());
        },

        ["Status500"] = (Webhook<CueEvent> webhook) => Results.StatusCode(500),
        ["Problem"] = (Webhook<CueEvent> webhook) => TypedResults.StatusCode(503),
        ["UnionConflict"] = Results<Ok, Conflict> (Webhook<CueEvent> webhook) => TypedResults.Conflict(),
        ["NotFoundAsync"] = async (Webhook<CueEvent> webhook) =>
        {
            await Task.Yield();
            return Results.NotFound();
        },
        ["Redirect"] = (Webhook<CueEvent> webhook) => Results.Redirect("/elsewhere"),
        ["NotModified"] = (Webhook<CueEvent> webhook) => Results.StatusCode(304),
        ["SetsStatus"] = (Webhook<CueEvent> webhook, HttpContext http) => { http.Response.StatusCode = 507; },
        ["SetsStatusAndText"] = (Webhook<CueEvent> webhook, HttpContext http) =>
        {
            http.Response.StatusCode = 507;
            return "full";
        },
        ["Custom418"] = (Webhook<CueEvent> webhook) => new TeapotResult(418),
        ["WritesFailure"] = async (Webhook<CueEvent> webhook, HttpContext http) =>
        {
            http.Response.StatusCode = 502;
            await http.Response.WriteAsync("bad");
        },
        ["Throws"] = string (Webhook<CueEvent> webhook) => throw new InvalidOperationException("No luck."),
        ["ThrowsAsync"] = async (Webhook<CueEvent> webhook) =>
        {
            await Task.Yield();
            throw new InvalidOperationException("No luck.");
        },
        ["WritesAndThrows"] = async (Webhook<CueEvent> webhook, HttpContext http) =>
        {
            http.Response.StatusCode = 202;
            http.Response.Headers["X-Pot"] = "tea";
            http.Response.ContentType = "text/plain";
            await http.Response.Body.WriteAsync("half an answer"u8.ToArray());
            await http.Response.Body.FlushAsync();
            throw new InvalidOperationException("No luck.");
        },
    };

    [Theory]
    [InlineData("Ok", 200, "")]
    [InlineData("Accepted", 202, "")]
    [InlineData("NoContent", 204, "")]
    [InlineData("UnionOk", 200, "")]
    [InlineData("Text", 200, "thanks")]
    [InlineData("TextAsync", 200, "thanks")]
    [InlineData("Json", 200, """{"number":"7"}""")]
    [InlineData("JsonAsync", 200, """{"number":"7"}""")]
    [InlineData("JsonResult", 200, """{"Number":"7"}""")]
    [InlineData("Bytes", 200, "thanks")]
    [InlineData("Stream", 200, "thanks")]
    [InlineData("Void", 200, "")]
    [InlineData("Task", 200, "")]
    [InlineData("ValueTask", 200, "")]
    [InlineData("NullText", 200, "")]
    [InlineData("NullObject", 200, "")]
    [InlineData("Custom201", 201, "short and stout")]
    [InlineData("Writes", 202, "thanks!")]
    public async Task Answer_Within200To299_IsSuccess(string handler, int status, string body)
    {
        await using WebhookApp app = await StartAsync(_handlers[handler]);

        using HttpResponseMessage first = await app.SendAsync(CueRequest.Click(), FreePath);
        using HttpResponseMessage second = await app.SendAsync(CueRequest.Click(), FreePath);

        ((int)first.StatusCode).Should().Be(status);
        (await first.Content.ReadAsStringAsync()).Should().Be(body);
        first.Headers.Contains("X-Pot").Should().Be(handler is "Custom201" or "Writes");
        second.StatusCode.Should().Be(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync()).Should().BeEmpty("a duplicate's answer is ours");
        app.Logs.Of(1002).Select(entry => entry["Outcome"]).Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Duplicate);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Status500", 500, "")]
    [InlineData("Problem", 503, "")]
    [InlineData("UnionConflict", 409, "")]
    [InlineData("NotFoundAsync", 404, "")]
    [InlineData("Redirect", 302, "")]
    [InlineData("NotModified", 304, "")]
    [InlineData("SetsStatus", 507, "")]
    [InlineData("SetsStatusAndText", 507, "full")]
    [InlineData("Custom418", 418, "short and stout")]
    [InlineData("WritesFailure", 502, "bad")]
    [InlineData("Throws", 500, null)]
    [InlineData("ThrowsAsync", 500, null)]
    [InlineData("WritesAndThrows", 500, null)]
    public async Task Answer_Outside200To299_IsAFailure(string handler, int status, string? body)
    {
        await using WebhookApp app = await StartAsync(_handlers[handler]);
        string reason = body == null ? "handler_threw" : "handler_answered_failure";
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            using HttpResponseMessage response = await app.SendAsync(CueRequest.Click(), FreePath);

            ((int)response.StatusCode).Should().Be(status);
            (await response.Content.ReadAsStringAsync()).Should().Be(
                body ?? """{"type":"about:blank","title":"Internal Server Error","status":500}""");
            response.Headers.Contains("X-Pot").Should().Be(handler == "Custom418");
            app.Memory.Count.Should().Be(0, "the claim is released");
            app.Logs.Of(1003).Should().HaveCount(attempt).And.OnlyContain(
                entry => Equals(entry["Outcome"], WebhookOutcome.Failed) && Equals(entry["Reason"], reason));
        }

        app.Logs.Errors.Select(entry => entry.Id.Id).Should().Equal(body is null ? [1004, 1004] : []);
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    [InlineData("Custom201")]
    [InlineData("Writes")]
    [InlineData("Stream")]
    public async Task Answer_CompletionThatCannotBeRecorded_IsDiscarded(string handler)
    {
        await using WebhookApp app = await StartAsync(_handlers[handler]);
        app.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Fail());

        using HttpResponseMessage response = await Eventually.EndsAsTimePasses(app.SendAsync(CueRequest.Click(), FreePath), app.Clock);

        await ShouldBeOursAsync(response);
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    [InlineData("Custom201")]
    [InlineData("Writes")]
    [InlineData("Stream")]
    public async Task Answer_ClaimLost_IsDiscarded(string handler)
    {
        await using WebhookApp app = await StartAsync(_handlers[handler]);
        app.Store.Inject(IdempotencyOperation.Complete, StoreFaults.TakenOver(app.Memory));

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click(), FreePath);

        await ShouldBeOursAsync(response);
        app.Logs.Of(1003).Should().ContainSingle(entry => Equals(entry["Outcome"], WebhookOutcome.ClaimLost));
    }

    [Theory]
    [InlineData("Writes")]
    [InlineData("Custom201")]
    public async Task Answer_BeforeSettlement_IsNotSent(string handler)
    {
        Signal completing = new(), complete = new();
        await using WebhookApp app = await StartAsync(_handlers[handler]);
        app.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(call =>
        {
            completing.Set();
            return complete.WaitAsync(call.CancellationToken);
        }));
        await using RawConnection connection = await app.ConnectAsync();
        CueRequest request = CueRequest.Click();
        await connection.SendAsync(request.Head(request.Body.Length, path: FreePath), request.Body);
        await completing.WaitAsync();

        connection.HasReceived.Should().BeFalse("the handler has flushed its answer, and nothing is recorded yet");
        complete.Set();

        RawResponse response = (await connection.ReadResponseAsync())!;
        response.Status.Should().BeInRange(200, 299);
        response["X-Pot"].Should().Be("tea");
    }

    [Fact]
    public async Task Answer_ThatFailsWhileItIsWritten_IsAFailure()
    {
        int handled = 0;
        await using WebhookApp app = await StartAsync(object (Webhook<CueEvent> webhook) =>
        {
            handled++;
            return new Version(1, 2); // no JsonTypeInfo: known only once it is written, as with a sequence that throws half way
        });
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            (await app.StatusOfAsync(CueRequest.Click(), FreePath)).Should().Be(HttpStatusCode.InternalServerError);
            app.Memory.Count.Should().Be(0, "the claim is released");
        }

        handled.Should().Be(2);
        app.Logs.Of(1004).Should().HaveCount(2);
    }

    private static async Task ShouldBeOursAsync(HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()).Should().Be(
            """{"type":"about:blank","title":"Service Unavailable","status":503}""");
        response.Content.Headers.ContentType!.ToString().Should().Be("application/problem+json");
        response.Headers.Contains("X-Pot").Should().BeFalse();
        response.Headers.RetryAfter.Should().NotBeNull();
    }
}
