using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>CueAPI's ways over HTTP: its methods, its ids inside and outside the signature, and the payload as the user's own type.</summary>
public sealed class CueApiDeliveriesTests
{
    private static readonly ProviderUnderTest _cueApi = ProvidersUnderTest.CueApi;

    private static readonly byte[] _bare = "{\"task\":\"daily-sync\",\"kind\":\"scheduled_task\"}"u8.ToArray();

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Methods_OfCallbacks_AreHandled(string method)
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);

        (await StatusOfAsync(app, _cueApi.Body("exec_1"), method)).Should().Be(HttpStatusCode.OK);

        handled.Should().ContainSingle().Which.ExecutionId.Should().Be("exec_1");
    }

    [Fact]
    public async Task Methods_OneExecutionUnderAll_IsHandledOnce()
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);

        foreach (string method in new[] { "PATCH", "POST", "PUT" })
        {
            (await StatusOfAsync(app, _cueApi.Body("exec_1"), method)).Should().Be(HttpStatusCode.OK);
        }

        handled.Should().ContainSingle();
    }

    /// <summary>Q12: a GET callback is signed over a body that it does not send.</summary>
    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Methods_Others_AreNotAllowed(string method)
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);

        (await StatusOfAsync(app, _cueApi.Body("exec_1"), method)).Should().Be(HttpStatusCode.MethodNotAllowed);

        handled.Should().BeEmpty();
    }

    /// <summary>Q6: an attacker must not replay a captured request with a new id.</summary>
    [Theory]
    [InlineData("exec_2")]
    [InlineData("EXEC_1")]
    [InlineData("exec_1 x")]
    [InlineData("exec_1,exec_1")]
    public async Task ExecutionId_HeaderContradictsTheSignedOne_IsRefused(string header)
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);
        using HttpResponseMessage forged = await app.Client.SendAsync(
            _cueApi.Message(_cueApi.Body("exec_1"), app.Clock.GetUtcNow(), secret: "another"));
        app.Logs.Clear();
        using HttpRequestMessage message = _cueApi.Message(_cueApi.Body("exec_1"), app.Clock.GetUtcNow());
        message.Headers.TryAddWithoutValidation(CueApiHeaders.ExecutionId, header);

        using HttpResponseMessage response = await app.Client.SendAsync(message);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await HttpAnswer.OfAsync(response)).Should().Be(await HttpAnswer.OfAsync(forged));
        app.Logs.Of(1000).Should().ContainSingle().Which["SignatureFailure"].Should().Be(SignatureFailure.IdentityMismatch);
        handled.Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task ExecutionId_HeaderAgrees_IsHandled()
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);

        (await StatusOfAsync(app, _cueApi.Body("exec_1"), executionIds: ["exec_1"])).Should().Be(HttpStatusCode.OK);

        handled.Should().ContainSingle().Which.IsSigned.Should().BeTrue();
    }

    /// <summary>Neither the bytes nor the MAC tell two cues apart that fire in one second with equal payloads.</summary>
    [Fact]
    public async Task BarePayloads_EqualInOneSecond_AreTwoEvents()
    {
        List<CueApiEvent> handled = [];
        List<AuthenticatedParts> authenticated = [];
        await using WebhookApp app = await StartAsync(handled, authenticated);

        (await StatusOfAsync(app, _bare, executionIds: ["exec_1"])).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, _bare, executionIds: ["exec_2"])).Should().Be(HttpStatusCode.OK);

        handled.Select(e => e.ExecutionId).Should().Equal("exec_1", "exec_2");
        handled.Should().OnlyContain(e => !e.IsSigned);
        authenticated.Should().OnlyContain(parts => parts.HasFlag(AuthenticatedParts.Body) && !parts.HasFlag(AuthenticatedParts.Identity));
    }

    /// <summary>A retry is signed anew at another time, and names another attempt.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retries_OfOneExecution_AreOneEvent(bool isBare)
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);

        for (int attempt = 1; attempt <= 3; attempt++)
        {
            byte[] body = isBare
                ? _bare
                : Encoding.UTF8.GetBytes(_cueApi.Event("exec_1", "x").Replace("\"attempt\": 1", $"\"attempt\": {attempt}", StringComparison.Ordinal));
            using HttpRequestMessage message = _cueApi.Message(body, app.Clock.GetUtcNow());
            message.Headers.Add(CueApiHeaders.ExecutionId, "exec_1");
            message.Headers.Add(CueApiHeaders.Attempt, $"{attempt}");
            using HttpResponseMessage response = await app.Client.SendAsync(message);
            response.StatusCode.Should().Be(HttpStatusCode.OK);
            app.Clock.Advance(TimeSpan.FromMinutes(attempt));
        }

        CueApiEvent e = handled.Should().ContainSingle().Subject;
        e.Attempt.Should().Be(1);
        e.IsSigned.Should().Be(!isBare);
    }

    [Theory]
    [InlineData("")]
    [InlineData("X-CueAPI-Execution-Id: \r\n")]
    [InlineData("X-CueAPI-Execution-Id: exec_1\r\nX-CueAPI-Execution-Id: exec_2\r\n")]
    [InlineData("X-CueAPI-Execution-Id: exec_1\r\nx-cueapi-execution-id: exec_1\r\n")]
    public async Task BarePayload_WithoutOneId_IsMalformed(string lines)
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);
        await using RawConnection connection = await app.ConnectAsync();
        string timestamp = ProviderUnderTest.UnixSeconds(app.Clock.GetUtcNow());
        string mac = ProviderUnderTest.Mac(_cueApi.SignedContent(_bare, timestamp), _cueApi.Secret);

        // Line by line over a socket: a client joins equal headers into one.
        await connection.SendAsync(
            Encoding.ASCII.GetBytes(
                $"POST {_cueApi.DefaultPath} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {_bare.Length}\r\n"
                + $"X-CueAPI-Timestamp: {timestamp}\r\nX-CueAPI-Signature: v1={mac}\r\n{lines}\r\n"),
            _bare);

        (await connection.ReadResponseAsync())!.Status.Should().Be(400);
        handled.Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
    }

    /// <summary>A cue's owner may set its <c>Content-Type</c>.</summary>
    [Theory]
    [InlineData("text/plain; charset=utf-8", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain; charset=utf-8", "text/plain", HttpStatusCode.OK)]
    [InlineData("TEXT/Plain", "text/plain", HttpStatusCode.OK)]
    [InlineData("application/json", "text/plain", HttpStatusCode.OK)]
    [InlineData("application/xml", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/xml", "*/*", HttpStatusCode.OK)]
    public async Task ContentType_OfACuesOwner_IsAcceptedIfItIsConfigured(string contentType, string? configured, HttpStatusCode expected)
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled, configure: options =>
        {
            if (configured is not null)
            {
                options.Settings["Webhooks:CueApi:MediaTypes:0"] = configured;
            }
        });
        HttpRequestMessage message = _cueApi.Message(_cueApi.Body("exec_1"), app.Clock.GetUtcNow());
        message.Content!.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);

        (await app.StatusOfAsync(message)).Should().Be(expected);
        handled.Should().HaveCount(expected == HttpStatusCode.OK ? 1 : 0);
    }

    /// <summary>CueAPI's server allows payloads with more levels than usual.</summary>
    [Theory]
    [InlineData(null, 63, HttpStatusCode.OK)]
    [InlineData(null, 64, HttpStatusCode.BadRequest)]
    [InlineData(1000, 999, HttpStatusCode.OK)]
    [InlineData(1000, 1000, HttpStatusCode.BadRequest)]
    [InlineData(10, 10, HttpStatusCode.BadRequest)]
    public async Task Payload_WithManyLevels_IsHandledIfTheyAreAllowed(int? allowed, int levels, HttpStatusCode expected)
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled, endpoint: options => options.MaxJsonDepth = allowed);
        string payload = new string('[', levels) + new string(']', levels);
        byte[] body = Encoding.UTF8.GetBytes($$"""{"execution_id": "exec_1", "cue_id": "cue_1", "payload": {{payload}}}""");

        (await StatusOfAsync(app, body)).Should().Be(expected);
        handled.Select(e => e.Payload.GetRawText()).Should().Equal(expected == HttpStatusCode.OK ? [payload] : []);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("\"text\"")]
    [InlineData("7")]
    public async Task BarePayload_OfAnyKind_IsHandled(string payload)
    {
        List<CueApiEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);

        (await StatusOfAsync(app, Encoding.UTF8.GetBytes(payload), executionIds: ["exec_1"])).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, Encoding.UTF8.GetBytes(payload), executionIds: ["exec_1"])).Should().Be(HttpStatusCode.OK);

        handled.Should().ContainSingle().Which.Payload.GetRawText().Should().Be(payload);
    }

    [Fact]
    public async Task TypedPayload_WithItsTypeInfo_IsRead()
    {
        List<CueApiEvent<Receipt>> handled = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CueApiEvent<Receipt>>((e, _) =>
            {
                handled.Add(e);
                return Task.CompletedTask;
            }),
            options =>
            {
                _cueApi.Configure(options);
                options.Webhooks = webhooks => webhooks.AddCueApiPayload(TestJsonContext.Default.Receipt);
            });
        byte[] Body(string id, string payload) => Encoding.UTF8.GetBytes(
            $$"""{"attempt": 1, "cue_id": "cue_1", "execution_id": "{{id}}", "name": "n", "payload": {{payload}}, "scheduled_for": "2026-03-13T09:00:00+00:00"}""");

        (await StatusOfAsync(app, Body("exec_1", """{"Number": "7-A"}"""))).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, Body("exec_2", """{"Number": {"of": "another shape"}}"""))).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, Body("exec_1", """{"Number": "7-B"}"""))).Should().Be(HttpStatusCode.OK);

        handled.Should().HaveCount(2);
        handled[0].Should().BeOfType<CueApiExecution<Receipt>>().Which.Payload.Number.Should().Be("7-A");
        handled[0].ExecutionId.Should().Be("exec_1");
        CueApiUnknownEvent<Receipt> unknown = handled[1].Should().BeOfType<CueApiUnknownEvent<Receipt>>().Subject;
        unknown.ExecutionId.Should().Be("exec_2");
        unknown.ReadError.Should().NotBeNull();
        unknown.RawPayload.GetProperty("Number").GetProperty("of").GetString().Should().Be("another shape");
    }

    [Fact]
    public async Task TypedPayload_WithoutItsTypeInfo_Throws()
    {
        Func<Task> start = () => WebhookApp.StartAsync(
            app => app.MapWebhook<CueApiEvent<UnregisteredPayload>>((_, _) => Task.CompletedTask), options => _cueApi.Configure(options));

        (await start.Should().ThrowExactlyAsync<WebhookConfigurationException>()).Which.Message.Should().Be(
            "No JsonTypeInfo is registered for the payload UnregisteredPayload. "
            + "Call AddWebhooks().AddCueApiPayload(YourJsonContext.Default.UnregisteredPayload).");
    }

    private static Task<WebhookApp> StartAsync(
        List<CueApiEvent> handled, List<AuthenticatedParts>? authenticated = null,
        Action<WebhookAppOptions>? configure = null, Action<WebhookEndpointOptions>? endpoint = null) => WebhookApp.StartAsync(
        app => app.MapWebhook<CueApiEvent>((e, context) =>
        {
            handled.Add(e);
            authenticated?.Add(context.Delivery.Authenticated);
            return Task.CompletedTask;
        }).WithWebhook<CueApiEvent>(endpoint ?? (_ => { })),
        options =>
        {
            _cueApi.Configure(options);
            configure?.Invoke(options);
        });

    private static Task<HttpStatusCode> StatusOfAsync(WebhookApp app, byte[] body, string method = "POST", params string[] executionIds)
    {
        HttpRequestMessage message = _cueApi.Message(body, app.Clock.GetUtcNow());
        message.Method = HttpMethod.Parse(method);
        foreach (string id in executionIds)
        {
            message.Headers.TryAddWithoutValidation(CueApiHeaders.ExecutionId, id);
        }

        return app.StatusOfAsync(message);
    }
}
