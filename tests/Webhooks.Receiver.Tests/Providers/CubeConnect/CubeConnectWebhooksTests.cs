using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Tests;

/// <summary>The examples of CubeConnect's signature, computed by other implementations.</summary>
public sealed class CubeConnectWebhooksTests
{
    private const string Secret = "cubeconnect_test_secret";
    private const string Time = "2026-03-10T14:30:00+03:00";
    private const string StatusMac = "2f04e85e27fe26a3339277c58df1eb82bece4e7c4567e7ddf05a39761fb35d8e";
    private const string ReceivedMac = "398ed47392fa90aae7867d5a1007cd880921278313fae263467fbc4c93d45c66";

    private static readonly CubeConnectWebhooks _cubeConnect =
        new([Secret], new ManualTimeProvider(new DateTimeOffset(2026, 3, 10, 11, 30, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("message.status_updated.json", 199, StatusMac)]
    [InlineData("message.received.json", 263, ReceivedMac)]
    public void Verify_ComputedExample_IsAuthentic(string file, int length, string mac)
    {
        byte[] body = ProviderPayloads.CubeConnect.Read(file);

        body.Should().HaveCount(length);
        _cubeConnect.Verify(body, mac, Time).Timestamp!.Value.EqualsExact(new DateTimeOffset(2026, 3, 10, 14, 30, 0, TimeSpan.FromHours(3)))
            .Should().BeTrue();
        _cubeConnect.Verify(BodyPieces.Cut(body, 10, 100), mac, Time).IsValid.Should().BeTrue();
        _cubeConnect.Verify([.. body, (byte)'\n'], mac, Time).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        _cubeConnect.Verify(body, mac, "2026-03-10T11:30:00Z").Failure.Should().Be(SignatureFailure.SignatureMismatch, "the text is signed, not the instant");
        new CubeConnectWebhooks([Secret + "x"], new ManualTimeProvider()).Verify(body, mac, Time).Failure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Verify_ReserialisedExample_IsAnotherBody()
    {
        byte[] reserialised = Sender.Utf8(
            """{"event":"message.received","tenant_id":1,"timestamp":"2026-03-10T14:30:00+03:00","whatsapp_account_id":5,"wa_message_id":"wamid.xxx","from":"966501234567","sender_name":"Mohammed","type":"text","content":"مرحبا https://example.com/x"}""");

        _cubeConnect.Verify(reserialised, "4e5813643ac94f5e3ab725d9e81a7fa7953c8d85bd4254f5386dd2ef901a69b3", Time).IsValid.Should().BeTrue();
        _cubeConnect.Verify(reserialised, ReceivedMac, Time).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        CubeConnectWebhooks.Parse(reserialised).Should().Be(
            CubeConnectWebhooks.Parse(ProviderPayloads.CubeConnect.Read("message.received.json")), "they say the same in other bytes");
    }

    [Fact]
    public void Read_AuthenticRequest_HasTheEventAndItsIdentity()
    {
        WebhookReadResult<CubeConnectEvent> received = _cubeConnect.Read(Request("message.received.json", ReceivedMac));
        WebhookReadResult<CubeConnectEvent> status = _cubeConnect.Read(Request("message.status_updated.json", StatusMac));

        received.Event.Should().BeOfType<CubeConnectMessageReceived>();
        received.Identity.Should().Be(DeliveryIdentity.FromSigned("wamid.xxx"));
        status.Event.Should().BeOfType<CubeConnectMessageStatusUpdated>();
        status.Identity.Should().Be(DeliveryIdentity.FromSigned("wamid.xxx", "delivered"));
    }

    [Fact]
    public void Constructor_NoOrBlankSecret_Throws()
    {
        foreach (Func<CubeConnectWebhooks> make in new Func<CubeConnectWebhooks>[] { () => new(), () => new(""), () => new("good", " ") })
        {
            make.Should().Throw<ArgumentException>().WithParameterName("secrets");
        }
    }

    [Fact]
    public void Parse_BodyThatIsNoEvent_ThrowsWithoutQuotingIt()
    {
        Action parse = () => CubeConnectWebhooks.Parse("""{"c4nary":1}"""u8);

        parse.Should().Throw<FormatException>()
            .WithMessage("The body is no cubeconnect event: not JSON, not an object, or without a type or an identity.")
            .Which.ToString().Should().NotContain("c4nary");
        CubeConnectWebhooks.TryParse("{}"u8, out _).Should().BeFalse();
    }

    private static WebhookRequest Request(string file, string mac) => new(
        "POST", "/webhooks/cubeconnect",
        [
            KeyValuePair.Create("User-Agent", "CubeConnect-Webhook/1.0"), KeyValuePair.Create("Content-Type", "application/json"),
            KeyValuePair.Create("Accept", "application/json"), KeyValuePair.Create("X-Webhook-Signature", mac),
            KeyValuePair.Create("X-Webhook-Timestamp", Time),
        ],
        ProviderPayloads.CubeConnect.Read(file));
}
