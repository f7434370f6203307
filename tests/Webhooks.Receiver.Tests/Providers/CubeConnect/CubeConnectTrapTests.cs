using System.Globalization;
using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Tests;

/// <summary>What CubeConnect's samples do wrong, by the numbers of the list of traps; B6 and B8 are about which deliveries are the same.</summary>
public sealed class CubeConnectTrapTests
{
    private const string Time = "2026-03-13T20:51:14+03:00";

    private static readonly byte[] _body = ProviderPayloads.CubeConnect.Read("message.received.json");
    private static readonly string _mac = Sender.Hex(Senders.CubeConnect.Mac(_body));
    private static readonly CubeConnectWebhooks _cubeConnect = new([Senders.CubeConnect.Secret], new ManualTimeProvider());

    [Fact]
    public void Read_B1_SignatureHeaderAbsentOrEmpty_IsRefused()
    {
        _cubeConnect.Verify(_body, null, Time).Failure.Should().Be(SignatureFailure.SignatureMissing);
        _cubeConnect.Verify(_body, "", Time).Failure.Should().Be(SignatureFailure.SignatureMissing);
        _cubeConnect.Read(new WebhookRequest("POST", "/", [KeyValuePair.Create("X-Webhook-Timestamp", Time)], _body)).Failure
            .Should().Be(SignatureFailure.SignatureMissing);
        _cubeConnect.Read(new WebhookRequest("POST", "/", [], _body)).Failure.Should().Be(SignatureFailure.SignatureMissing);
    }

    [Theory]
    [InlineData("2026-03-13T17:46:14Z", null)]
    [InlineData("2026-03-13T17:56:14Z", null)]
    [InlineData("2026-03-13T17:46:13.999Z", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("2026-03-13T17:56:14.5Z", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("2001-01-01T00:00:00Z", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("", SignatureFailure.TimestampMissing)]
    [InlineData(null, SignatureFailure.TimestampMissing)]
    public void Verify_B2_TimestampOldOrAbsent_IsRefused(string? time, SignatureFailure? expected) =>
        _cubeConnect.Verify(_body, Senders.CubeConnect.Sign(_body, time ?? "").Signature, time).Failure.Should().Be(expected);

    [Theory]
    [InlineData("""{"a":"https:\/\/x"}""", """{"a":"https://x"}""")]
    [InlineData("""{"a":"\u0645"}""", """{"a":"م"}""")]
    [InlineData("""{"a":1.0}""", """{"a":1}""")]
    [InlineData("""{"a":9007199254740993}""", """{"a":9007199254740992}""")]
    public void Verify_B3_ReserialisedJson_IsAnotherBody(string sent, string reserialised)
    {
        SignedDelivery delivery = Senders.CubeConnect.Sign(sent);

        _cubeConnect.Verify(Sender.Utf8(sent), delivery.Signature, delivery.Timestamp).IsValid.Should().BeTrue();
        _cubeConnect.Verify(Sender.Utf8(reserialised), delivery.Signature, delivery.Timestamp).Failure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Verify_B4_DigestOfAnyOtherLength_IsMalformedInsteadOfThrowing()
    {
        for (int length = 1; length <= 130; length++)
        {
            _cubeConnect.Verify(_body, (_mac + _mac + _mac)[..length], Time).Failure
                .Should().Be(length == 64 ? null : SignatureFailure.SignatureMalformed, "of {0} digits", length);
        }
    }

    [Theory]
    [InlineData("2026-03-13T20:51:14+03:00", true)]
    [InlineData("2026-03-13T20:51:14+0300", true)]
    [InlineData("2026-03-13t17:51:14z", true)]
    [InlineData("2026-03-13T17:51:14.123456789Z", true)]
    [InlineData("1773424274", true)]
    [InlineData("2026-03-13T17:51:14", false)]
    [InlineData("2026-03-13 17:51:14Z", false)]
    [InlineData("13.03.2026 17:51:14", false)]
    [InlineData("Fri, 13 Mar 2026 17:51:14 GMT", false)]
    [InlineData("1773424274000", false)]
    public void Verify_B5_Timestamp_IsIso8601WithAnOffsetInAnyCulture(string time, bool isReadable)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        foreach (string culture in new[] { "", "ar-SA", "th-TH", "fi-FI" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            try
            {
                _cubeConnect.Verify(_body, Senders.CubeConnect.Sign(_body, time).Signature, time).Failure
                    .Should().Be(isReadable ? null : SignatureFailure.TimestampMalformed, "in '{0}'", culture);
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public void MessageId_B7_BothNamesOnTheWire_AreOneNameHere()
    {
        CubeConnectEvent status = CubeConnectWebhooks.Parse(ProviderPayloads.CubeConnect.Read("message.status_updated.json"));

        ((CubeConnectMessageReceived)CubeConnectWebhooks.Parse(_body)).MessageId.Should().Be("wamid.xxx");
        ((CubeConnectMessageStatusUpdated)status).MessageId.Should().Be("wamid.xxx");
        CubeConnectWebhooks.Parse(JsonEdit.Adding(JsonEdit.Without(_body, "wa_message_id"), "", "\"message_id\":\"wamid.xxx\""))
            .Should().BeOfType<CubeConnectUnknownEvent>("the other event's name does not count");
    }

    [Fact]
    public void Parse_B9_IdsAsUlidsNullErrorsAndUpperCase_AreRead()
    {
        byte[] body = JsonEdit.With(ProviderPayloads.CubeConnect.Read("message.status_updated.json"), "tenant_id", "\"01JX5A9Q8ZK3M7T2V4W6Y8B0CD\"");
        body = JsonEdit.With(JsonEdit.With(body, "whatsapp_account_id", "\"01JX5A9Q8ZK3M7T2V4W6Y8B0CE\""), "status", "\"FAILED\"");

        CubeConnectMessageStatusUpdated e = CubeConnectWebhooks.Parse(body).Should().BeOfType<CubeConnectMessageStatusUpdated>().Which;

        (e.TenantId, e.WhatsappAccountId).Should().Be(("01JX5A9Q8ZK3M7T2V4W6Y8B0CD", "01JX5A9Q8ZK3M7T2V4W6Y8B0CE"));
        e.Status.Should().Be(CubeConnectMessageStatus.Failed);
        e.Errors.Should().BeNull();
    }

    [Fact]
    public void Read_B10_TestOrUnlistedEvent_IsReadLikeAnyOther()
    {
        byte[] test = ProviderPayloads.CubeConnect.Read("webhook.test.json");

        _cubeConnect.Read(Senders.CubeConnect.Request(test)).Event.Should().BeOfType<CubeConnectWebhookTest>();
        _cubeConnect.Read(Senders.CubeConnect.Request(JsonEdit.With(test, "event", "\"webhook.retired\""))).Event
            .Should().BeOfType<CubeConnectUnknownEvent>();
        _cubeConnect.Read(new WebhookRequest("POST", "/", [], test)).Failure.Should().Be(SignatureFailure.SignatureMissing, "a test is signed too");
    }

    [Fact]
    public async Task EnsureReady_B11_NoSecret_DoesNotStart()
    {
        await using var harness = new ReceiverHarness(settings: []);
        Action check = () => harness.Receiver.EnsureReady(ReceiverHarness.EndpointOf<CubeConnectEvent>("/x"));

        check.Should().Throw<WebhookConfigurationException>().WithMessage("No secret is configured for provider 'cubeconnect'.*");
    }
}
