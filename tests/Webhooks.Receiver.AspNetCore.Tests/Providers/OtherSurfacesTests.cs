using System.Net;
using System.Text;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>The surfaces of CueAPI and AdGem beside their main one: each has a secret of its own, and keys of its own.</summary>
public sealed class OtherSurfacesTests
{
    public static TheoryData<string> Surfaces => ["cueapi-alerts", "cueapi-messages", "adgem-postbacks"];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task Deliveries_OfOneId_AreHandledOnce(string name)
    {
        var surface = ProvidersUnderTest.Named(name);
        List<object> handled = [];
        await using WebhookApp app = await StartAsync(surface, handled);

        (await StatusOfAsync(app, surface, surface.Body("id-1", "one"))).Should().Be(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        (await StatusOfAsync(app, surface, surface.Body("id-1", "two"))).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(app, surface, surface.Body("id-2", "one"))).Should().Be(HttpStatusCode.OK);

        handled.Should().HaveCount(2).And.NotContain(e => e is IUnknownWebhookEvent);
    }

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task Deliveries_Forged_AreRefused(string name)
    {
        var surface = ProvidersUnderTest.Named(name);
        List<object> handled = [];
        await using WebhookApp app = await StartAsync(surface, handled);
        byte[] body = surface.Body("id-1");
        DateTimeOffset now = app.Clock.GetUtcNow();
        string mac = ProviderUnderTest.Mac(surface.SignedContent(body, surface.TimestampText(now)), surface.Secret);

        async Task ShouldBeRefused(HttpRequestMessage message) => (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.Unauthorized);
        await ShouldBeRefused(surface.MessageWith(mac, surface.TimestampText(now), surface.Body("id-1", "tampered"), surface.DefaultPath));
        await ShouldBeRefused(surface.MessageWith(mac, surface.TimestampText(now), surface.Body("id-2"), surface.DefaultPath));
        await ShouldBeRefused(surface.Message(body, now, secret: ProvidersUnderTest.CueApi.Secret));
        await ShouldBeRefused(surface.Message(body, now, secret: ProvidersUnderTest.AdGem.Secret));
        await ShouldBeRefused(new HttpRequestMessage(HttpMethod.Post, surface.DefaultPath) { Content = new ByteArrayContent(body) });
        if (surface.TimestampHeader.Length > 0)
        {
            await ShouldBeRefused(surface.Message(body, now - TimeSpan.FromSeconds(301)));
            await ShouldBeRefused(surface.Message(body, now + TimeSpan.FromSeconds(301)));
            await ShouldBeRefused(surface.MessageWith(mac, surface.TimestampText(now + TimeSpan.FromSeconds(1)), body, surface.DefaultPath));
        }

        handled.Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
    }

    /// <summary>A captured request under a fresh id in a header that is not signed.</summary>
    [Theory]
    [InlineData("cueapi-alerts", CueApiHeaders.AlertId)]
    [InlineData("cueapi-messages", CueApiHeaders.MessageId)]
    public async Task Deliveries_ReplayedUnderAnotherId_AreRefused(string name, string header)
    {
        var surface = ProvidersUnderTest.Named(name);
        List<object> handled = [];
        await using WebhookApp app = await StartAsync(surface, handled);
        async Task<HttpStatusCode> Send(string id)
        {
            HttpRequestMessage message = surface.Message(surface.Body("id-1"), app.Clock.GetUtcNow());
            message.Headers.Add(header, id);
            return await app.StatusOfAsync(message);
        }

        (await Send("id-1")).Should().Be(HttpStatusCode.OK);
        (await Send("id-2")).Should().Be(HttpStatusCode.Unauthorized);
        (await Send("id-1")).Should().Be(HttpStatusCode.OK);

        handled.Should().ContainSingle();
    }

    [Fact]
    public async Task Messages_WhileTheFirstIsHandled_Get503()
    {
        var messages = ProvidersUnderTest.CueApiMessages;
        Signal entered = new(), release = new();
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => messages.Map(app, (_, _) =>
            {
                entered.Set();
                return release.WaitAsync();
            }),
            options => messages.Configure(options));
        Task<HttpStatusCode> running = StatusOfAsync(app, messages, messages.Body("id-1"));
        await entered.WaitAsync();

        using HttpResponseMessage second = await app.Client.SendAsync(messages.Message(messages.Body("id-1"), app.Clock.GetUtcNow()));

        second.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, "its sender takes a 409 for final");
        second.Headers.RetryAfter.Should().NotBeNull();
        release.Set();
        (await running).Should().Be(HttpStatusCode.OK);
    }

    /// <summary>CueAPI does not sign <c>cue.failed</c>: anybody could send it.</summary>
    [Theory]
    [InlineData("cueapi")]
    [InlineData("cueapi-alerts")]
    [InlineData("cueapi-messages")]
    public async Task CueFailed_Unsigned_IsRefused(string name)
    {
        var surface = ProvidersUnderTest.Named(name);
        List<object> handled = [];
        await using WebhookApp app = await StartAsync(surface, handled);
        byte[] body = Encoding.UTF8.GetBytes(
            """{"event": "cue.failed", "cue_id": "cue_abc123def456", "cue_name": "daily-sync", "attempts": 3, "last_http_status": 500, "last_error": "HTTP 500", "failed_at": "2026-03-13T09:00:00+00:00", "dashboard_url": "https://example.com"}""");
        using var message = new HttpRequestMessage(HttpMethod.Post, surface.DefaultPath) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new("application/json");

        (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.Unauthorized);

        handled.Should().BeEmpty();
        app.Logs.Of(1000).Should().ContainSingle().Which["SignatureFailure"].Should().Be(SignatureFailure.SignatureMissing);
    }

    /// <summary>Line by line over a socket, with Kestrel: the bytes as Python writes them, and the headers as its server sends them.</summary>
    [Fact]
    public async Task Alert_AsItsServerSendsIt_IsHandled()
    {
        var alerts = ProvidersUnderTest.CueApiAlerts;
        List<object> handled = [];
        await using WebhookApp app = await StartAsync(alerts, handled);
        await using RawConnection connection = await app.ConnectAsync();
        byte[] body = Encoding.UTF8.GetBytes(
            """{"alert_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "alert_type": "outcome_timeout", "created_at": "2026-05-01T00:00:00+00:00", "cue_id": null, "execution_id": null, "message": "caf\u00e9 \u2615", "metadata": {}, "severity": "info"}""");
        string timestamp = ProviderUnderTest.UnixSeconds(app.Clock.GetUtcNow());

        await connection.SendAsync(
            Encoding.ASCII.GetBytes(
                $"POST {alerts.DefaultPath} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {body.Length}\r\nContent-Type: application/json\r\n"
                + $"X-CueAPI-Signature: v1={ProviderUnderTest.Mac(alerts.SignedContent(body, timestamp), alerts.Secret)}\r\n"
                + $"X-CueAPI-Timestamp: {timestamp}\r\nX-CueAPI-Alert-Id: 3f2504e0-4f89-41d3-9a0c-0305e82c3301\r\n"
                + "X-CueAPI-Alert-Type: outcome_timeout\r\nUser-Agent: CueAPI/1.0\r\n\r\n"),
            body);

        (await connection.ReadResponseAsync())!.Status.Should().Be(200);
        handled.Should().ContainSingle().Which.Should().BeOfType<CueApiOutcomeTimeout>().Which.Message.Should().Be("café ☕");
    }

    private static Task<WebhookApp> StartAsync(ProviderUnderTest surface, List<object> handled) => WebhookApp.StartAsync(
        app => surface.Map(app, (e, _) =>
        {
            handled.Add(e);
            return Task.CompletedTask;
        }),
        options => surface.Configure(options));

    private static Task<HttpStatusCode> StatusOfAsync(WebhookApp app, ProviderUnderTest surface, byte[] body) =>
        app.StatusOfAsync(surface.Message(body, app.Clock.GetUtcNow()));
}
