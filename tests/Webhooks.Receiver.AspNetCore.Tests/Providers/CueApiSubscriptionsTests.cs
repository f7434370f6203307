using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>CueAPI's event batches over HTTP: signed as ASCII, sent as UTF-8, and each event handled by itself.</summary>
public sealed class CueApiSubscriptionsTests
{
    private const string Secret = "whsec_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Path = "/webhooks/cueapi-subscriptions";

    /// <summary>Computed with Python, as the server signs and sends (cueapi/cueapi-core worker/subscription_dispatcher.py).</summary>
    private const string Published =
        """{"delivery_id": "dlv_11111111-2222-3333-4444-555555555555_10_10", "events": [{"emitted_at": "2026-05-12T00:00:00+00:00", "event_type": "message.delivered", "id": 10, "payload": {"message_id": "msg_abc123def456", "subject": "café"}}], "subscription_id": "11111111-2222-3333-4444-555555555555"}""";

    [Fact]
    public async Task Batch_AsItsServerSendsIt_IsHandled()
    {
        List<CueApiSubscriptionEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled, now: DateTimeOffset.FromUnixTimeSeconds(1773392400));
        byte[] body = Encoding.UTF8.GetBytes(Published);

        (await StatusOfAsync(app, body, "cf26eb944d19cfb9465b51957995319731c895fcae87a9c5404f05a970579c16")).Should().Be(
            HttpStatusCode.Unauthorized, "that is the MAC of the bytes that are sent");
        (await StatusOfAsync(app, body, "88a0051eed865eeba7e6c7da67a526ab2d064798400c7f55cd4518a1faa3b64e")).Should().Be(HttpStatusCode.OK);

        CueApiMessageDelivered e = handled.Should().ContainSingle().Which.Should().BeOfType<CueApiMessageDelivered>().Which;
        (e.Id, e.Payload.MessageId, e.Payload.Subject).Should().Be(("10", "msg_abc123def456", "café"));
    }

    [ForeignTheory("python3")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Batches_RandomOnesOfPython_AreAuthentic(int seed)
    {
        string output = await ForeignProgram.RunAsync(
            "python3", [ForeignProgram.Script("batches.py"), Secret, "1773392400", seed.ToString(CultureInfo.InvariantCulture), "2000"], []);
        var batches = new CueApiSubscriptionWebhooks([Secret], new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1773392400)));

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        lines.Should().HaveCount(2000);
        int beyondAscii = 0;
        foreach (string line in lines)
        {
            byte[] body = Convert.FromBase64String(line.Split(' ')[0]);
            string signature = "v1=" + line.Split(' ')[1];
            batches.Verify(body, signature, "1773392400").IsValid.Should().BeTrue("of {0}", line);
            beyondAscii += Array.Exists(body, b => b is < 0x20 or > 0x7E) ? 1 : 0;
            if (body.Length > 0)
            {
                body[body.Length / 2] ^= 1;
                batches.Verify(body, signature, "1773392400").IsValid.Should().BeFalse();
            }
        }

        beyondAscii.Should().BeGreaterThan(1500);
    }

    [Fact]
    public async Task Batch_WhoseThirtySeventhEventFails_BringsOnlyThatOneAgain()
    {
        List<CueApiSubscriptionEvent> handled = [];
        bool fails = true;
        await using WebhookApp app = await StartAsync(handled, e => fails && e.Id == "37");

        (await StatusOfAsync(app, Batch(1, 100))).Should().Be(HttpStatusCode.InternalServerError);
        handled.Select(e => e.Id).Should().Equal(Ids(1, 100).Where(id => id != "37"), "one failure does not keep the others waiting");
        (await StatusOfAsync(app, Batch(1, 100))).Should().Be(HttpStatusCode.InternalServerError);
        handled.Should().HaveCount(99);

        fails = false;
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await StatusOfAsync(app, Batch(20, 110))).Should().Be(HttpStatusCode.OK, "the next batch may have another range and another id");
        handled.Select(e => e.Id).Skip(99).Should().Equal(["37", .. Ids(101, 110)]);
        handled[99].DeliveryId.Should().Be("dlv_sub_20_110");
        (await StatusOfAsync(app, Batch(1, 110))).Should().Be(HttpStatusCode.OK);
        handled.Should().HaveCount(110);
    }

    [Fact]
    public async Task Batch_ForgedOrStale_IsRefused()
    {
        List<CueApiSubscriptionEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);
        DateTimeOffset now = app.Clock.GetUtcNow();
        string mac = Mac(Batch(1, 3), now);

        (await StatusOfAsync(app, Batch(1, 3, "other"), mac)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, Batch(2, 4), mac)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, Batch(1, 3), Mac(Batch(1, 3), now, "another"))).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusOfAsync(app, [.. Batch(1, 3), 0xFF], Mac(Batch(1, 3), now))).Should().Be(HttpStatusCode.Unauthorized);
        app.Clock.Advance(TimeSpan.FromSeconds(301));
        (await StatusOfAsync(app, Batch(1, 3), mac, now)).Should().Be(HttpStatusCode.Unauthorized);

        handled.Should().BeEmpty();
        app.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task Batch_WithAnEventThatIsNone_IsMalformedAsAWhole()
    {
        List<CueApiSubscriptionEvent> handled = [];
        await using WebhookApp app = await StartAsync(handled);

        foreach (string events in new[] { """[{"id": 1, "event_type": "turn.pass"}, {"event_type": "turn.pass"}]""", "[7]", "{}", "null" })
        {
            (await StatusOfAsync(app, Encoding.UTF8.GetBytes($$"""{"events": {{events}}}"""))).Should().Be(HttpStatusCode.BadRequest);
        }

        (await StatusOfAsync(app, "{}"u8.ToArray())).Should().Be(HttpStatusCode.BadRequest);
        handled.Should().BeEmpty();
        (await StatusOfAsync(app, """{"events": []}"""u8.ToArray())).Should().Be(HttpStatusCode.OK, "nothing is left to do");
    }

    private static IEnumerable<string> Ids(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(id => id.ToString(CultureInfo.InvariantCulture));

    private static byte[] Batch(int first, int last, string subject = "café \U0001F600")
    {
        IEnumerable<string> events = Ids(first, last).Select(id =>
            $$$"""{"emitted_at": null, "event_type": "message.delivered", "id": {{{id}}}, "payload": {"message_id": "m{{{id}}}", "subject": "{{{subject}}}"}}""");
        return Encoding.UTF8.GetBytes(
            $$"""{"delivery_id": "dlv_sub_{{first}}_{{last}}", "events": [{{string.Join(", ", events)}}], "subscription_id": "sub"}""");
    }

    /// <summary>What the server signs: the JSON with escape sequences.</summary>
    private static string Mac(byte[] body, DateTimeOffset time, string secret = Secret) => ProviderUnderTest.Mac(
        Encoding.ASCII.GetBytes($"{ProviderUnderTest.UnixSeconds(time)}.{string.Concat(Encoding.UTF8.GetString(body)
            .Select(c => c is >= ' ' and <= '~' ? $"{c}" : $"\\u{(int)c:x4}"))}"),
        secret);

    private static Task<WebhookApp> StartAsync(
        List<CueApiSubscriptionEvent> handled, Func<CueApiSubscriptionEvent, bool>? fails = null, DateTimeOffset? now = null) => WebhookApp.StartAsync(
        app => app.MapWebhook<CueApiSubscriptionEvent>((e, _) =>
        {
            if (fails?.Invoke(e) == true)
            {
                throw new IOException();
            }

            handled.Add(e);
            return Task.CompletedTask;
        }),
        options =>
        {
            options.Settings.Clear();
            options.Settings["Webhooks:CueApiSubscriptions:Secrets:0"] = Secret;
            if (now is { } time)
            {
                options.Clock = new ManualTimeProvider(time);
            }
        });

    private static Task<HttpStatusCode> StatusOfAsync(WebhookApp app, byte[] body, string? mac = null, DateTimeOffset? time = null)
    {
        DateTimeOffset signedAt = time ?? app.Clock.GetUtcNow();
        var message = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new("application/json");
        message.Headers.Add(CueApiHeaders.Signature, "v1=" + (mac ?? Mac(body, signedAt)));
        message.Headers.Add(CueApiHeaders.Timestamp, ProviderUnderTest.UnixSeconds(signedAt));
        return app.StatusOfAsync(message);
    }
}
