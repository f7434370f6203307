using System.Globalization;
using System.Net;
using System.Text;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>
/// Other people's implementations as senders, over a socket: each encodes the event in its own way, signs it with its own HMAC at
/// its own time, and sends it.
/// </summary>
public sealed class ForeignSendersTests
{
    public static TheoryData<string> Providers => ProvidersUnderTest.SignedNames;

    [ForeignTheory("node")]
    [MemberData(nameof(Providers))]
    public async Task MapWebhook_SignedByNode_IsHandledUnlessChanged(string provider)
    {
        string wire = await ShouldBeHandledUnlessChangedAsync(provider, "node", "send.mjs");

        wire.Should().Contain(ForeignEvents.Text, "Node escapes nothing").And.NotContain(": ");
    }

    [ForeignTheory("python3")]
    [MemberData(nameof(Providers))]
    public async Task MapWebhook_SignedByPython_IsHandledUnlessChanged(string provider)
    {
        string wire = await ShouldBeHandledUnlessChangedAsync(provider, "python3", "send.py");

        wire.Should().Contain(@"caf\u00e9 \u2615 \u0645\u0631", "Python escapes what is not ASCII").And.Contain("\": ");
        wire.Should().MatchRegex(@"^\{""(a|attempt|data|content|alert_id|body)"": ", "the keys are sorted");
    }

    [ForeignTheory("php")]
    [MemberData(nameof(Providers))]
    public async Task MapWebhook_SignedByPhp_IsHandledUnlessChanged(string provider)
    {
        string wire = await ShouldBeHandledUnlessChangedAsync(provider, "php", "send.php");

        wire.Should().Contain(@"caf\u00e9 \u2615 \u0645\u0631", "PHP escapes what is not ASCII").And.Contain(@"https:\/\/example.com\/x");
    }

    [ForeignTheory("openssl")]
    [MemberData(nameof(Providers))]
    public async Task MapWebhook_SignedByOpenSsl_IsHandledUnlessChanged(string provider)
    {
        ProviderUnderTest sender = ProvidersUnderTest.Named(provider);
        byte[] body = Encoding.UTF8.GetBytes(ForeignEvents.Of(sender));
        List<(object Event, byte[] Body)> handled = [];
        await using WebhookApp app = await StartAsync(sender, handled);
        string timestamp = sender.TimestampText(app.Clock.GetUtcNow());
        string output = await ForeignProgram.RunAsync(
            "openssl", ["dgst", "-sha256", "-hmac", sender.Secret, "-r"], sender.SignedContent(body, timestamp));
        string mac = output.Split(' ')[0];
        mac.Should().MatchRegex("^[0-9a-f]{64}$");

        for (int i = 0; i < body.Length; i += 7)
        {
            byte[] changed = [.. body];
            changed[i] ^= 1;
            (await app.StatusOfAsync(sender.MessageWith(mac, timestamp, changed, sender.DefaultPath))).Should().Be(HttpStatusCode.Unauthorized);
        }

        handled.Should().BeEmpty();
        (await app.StatusOfAsync(sender.MessageWith(mac, timestamp, body, sender.DefaultPath))).Should().Be(HttpStatusCode.OK);
        ShouldHaveItsValues(handled.Should().ContainSingle().Subject.Event);
    }

    /// <summary>What PHP and Python signed elsewhere and was written down, so that it is shown where they are not installed.</summary>
    public static TheoryData<string, string, string, string, string> Recorded => new()
    {
        {
            "cueapi", "whsec_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "1773392400",
            """{"attempt": 1, "cue_id": "cue_abc123def456", "execution_id": "550e8400-e29b-41d4-a716-446655440000", "name": "daily-sync", "payload": {"count": 3, "kind": "scheduled_task", "note": "caf\u00e9 \u2615", "ratio": 1.0, "task": "daily-sync"}, "scheduled_for": "2026-03-13T09:00:00+00:00"}""",
            "565cc039707cfe3b1678831a4abe187357c6039c65b0e0f82a1ff52b00e7c5e2"
        },
        {
            "cubeconnect", "cubeconnect_test_secret", "2026-03-10T14:30:00+03:00",
            """{"event":"message.received","tenant_id":1,"timestamp":"2026-03-10T14:30:00+03:00","whatsapp_account_id":5,"wa_message_id":"wamid.xxx","from":"966501234567","sender_name":"Mohammed","type":"text","content":"\u0645\u0631\u062d\u0628\u0627 https:\/\/example.com\/x"}""",
            "398ed47392fa90aae7867d5a1007cd880921278313fae263467fbc4c93d45c66"
        },
        {
            "adgem", "adgem_player_secret", "2026-03-10T14:30:00+03:00",
            """{"data":{"player_id":"player123","app_id":1,"ban_reason":"VPN\/proxy use, caf\u00e9","created_at":"2025-01-01T00:00:00.000000Z"},"type":"player.banned","timestamp":"2025-01-01T00:00:00.000000Z"}""",
            "862fb460c036e398b7e204294b0c1254ca3e973659c515aa8fe18b043fdb0f6c"
        },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task MapWebhook_SignedElsewhereAndRecorded_IsHandledUnlessChanged(string provider, string secret, string timestamp, string json, string mac)
    {
        ProviderUnderTest sender = ProvidersUnderTest.Named(provider);
        byte[] body = Encoding.UTF8.GetBytes(json);
        DateTimeOffset now = timestamp.Contains('T', StringComparison.Ordinal)
            ? DateTimeOffset.Parse(timestamp, CultureInfo.InvariantCulture)
            : DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        List<(object Event, byte[] Body)> handled = [];
        await using WebhookApp app = await StartAsync(sender, handled, options =>
        {
            sender.Configure(options, secret);
            options.Clock = new ManualTimeProvider(now);
        });

        (await app.StatusOfAsync(sender.MessageWith(mac, timestamp, [.. body, (byte)'\n'], sender.DefaultPath))).Should().Be(HttpStatusCode.Unauthorized);
        handled.Should().BeEmpty();
        (await app.StatusOfAsync(sender.MessageWith(mac, timestamp, body, sender.DefaultPath))).Should().Be(HttpStatusCode.OK);
        handled.Should().ContainSingle().Which.Body.Should().Equal(body);
    }

    private static async Task<string> ShouldBeHandledUnlessChangedAsync(string provider, string program, string script)
    {
        ProviderUnderTest sender = ProvidersUnderTest.Named(provider);
        List<(object Event, byte[] Body)> handled = [];
        await using WebhookApp app = await StartAsync(
            sender, handled, options => options.Clock = new ManualTimeProvider(DateTimeOffset.UtcNow));
        Task<string> SendAsync(string how) => ForeignProgram.RunAsync(
            program, [ForeignProgram.Script(script), provider, new Uri(app.Client.BaseAddress!, sender.DefaultPath).ToString(), sender.Secret, how],
            Encoding.UTF8.GetBytes(ForeignEvents.Of(sender)));

        (await SendAsync("changed")).Trim().Should().Be("401");
        handled.Should().BeEmpty();
        app.Logs.Of(1000).Should().ContainSingle().Which["SignatureFailure"].Should().Be(SignatureFailure.SignatureMismatch);
        (await SendAsync("authentic")).Trim().Should().Be("200");

        (object e, byte[] body) = handled.Should().ContainSingle().Subject;
        ShouldHaveItsValues(e);
        app.Logs.ErrorTexts.Should().BeEmpty();
        return Encoding.UTF8.GetString(body);
    }

    private static Task<WebhookApp> StartAsync(
        ProviderUnderTest sender, List<(object Event, byte[] Body)> handled, Action<WebhookAppOptions>? configure = null) => WebhookApp.StartAsync(
        app => sender.Map(app, (e, context) =>
        {
            handled.Add((e, context.Delivery.Body.ToArray()));
            return Task.CompletedTask;
        }),
        options =>
        {
            sender.Configure(options);
            configure?.Invoke(options);
        });

    private static void ShouldHaveItsValues(object e)
    {
        switch (e)
        {
            case CueAdClick click:
                click.Id.Should().Be("evt_77");
                click.Data.AdId.Should().Be(ForeignEvents.Text);
                click.Data.ClickId.Should().Be("k/1");
                click.ExtensionData!["a"].GetDouble().Should().Be(2.5);
                break;
            case CueApiExecution execution:
                execution.ExecutionId.Should().Be("exec_77");
                execution.CueId.Should().Be("cue_abc123def456");
                execution.Name.Should().Be("daily/sync");
                execution.Attempt.Should().Be(2);
                execution.IsSigned.Should().BeTrue();
                execution.ScheduledFor.Should().Be(new DateTimeOffset(2026, 3, 13, 9, 0, 0, TimeSpan.Zero));
                execution.Payload.GetProperty("note").GetString().Should().Be(ForeignEvents.Text);
                execution.Payload.GetProperty("count").GetInt32().Should().Be(3);
                break;
            case CueApiOutcomeTimeout alert:
                (alert.AlertId, alert.Message, alert.ExecutionId).Should().Be(("a/77", ForeignEvents.Text, null));
                alert.Severity.Should().Be(CueApiAlertSeverity.Critical);
                alert.Metadata.GetProperty("n").GetInt32().Should().Be(1);
                break;
            case CueApiMessageCreated created:
                (created.Id, created.Body, created.ExpectsReply).Should().Be(("msg_77", ForeignEvents.Text, true));
                (created.From.AgentId, created.To.AgentId).Should().Be(("agt_1", "agt_2"));
                break;
            case AdGemConversion conversion:
                (conversion.RequestId, conversion.Data.PlayerId, conversion.Data.Amount).Should().Be(("r/77", ForeignEvents.Text, 150m));
                conversion.Data.ConversionType.Should().Be(AdGemConversionType.Reward);
                break;
            case CubeConnectMessageReceived message:
                message.TenantId.Should().Be("1");
                message.Timestamp.Should().Be(new DateTimeOffset(2026, 3, 10, 11, 30, 0, TimeSpan.Zero));
                message.WhatsappAccountId.Should().Be("5");
                message.MessageId.Should().Be("wamid.xxx/77");
                message.From.Should().Be("966501234567");
                message.SenderName.Should().Be("Zo\u00EB");
                message.Content.Should().Be(ForeignEvents.Text);
                break;
            case AdGemOfferUpdated offer:
                offer.Timestamp.Should().Be(new DateTimeOffset(2024, 7, 11, 20, 26, 10, TimeSpan.Zero).AddTicks(3445220));
                offer.Data.OfferId.Should().Be("1234567894561234567");
                offer.Data.ExtensionData!["note"].GetString().Should().Be(ForeignEvents.Text);
                break;
            default:
                e.Should().BeNull("it is none of the events that were sent");
                break;
        }
    }
}
