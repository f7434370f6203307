using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>The examples of CueAPI's signature, computed by other implementations.</summary>
public sealed class CueApiWebhooksTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Secret = "whsec_" + Hex;
    private const string Mac = "v1=733fcfe85a865392d6dab541ea511634d8e4ac70166b9dc56ce7944e9d620c22";
    private const string NonAsciiMac = "v1=565cc039707cfe3b1678831a4abe187357c6039c65b0e0f82a1ff52b00e7c5e2";

    private static readonly byte[] _body = ProviderPayloads.CueApi.Read("execution.json");

    [Theory]
    [InlineData("execution.json", 203, 1710340800, Secret, Mac)]
    [InlineData("execution.non-ascii.json", 283, 1773392400, Secret, NonAsciiMac)]
    [InlineData("batch.no-event.json", 293, 1773392400, Secret, "v1=cf26eb944d19cfb9465b51957995319731c895fcae87a9c5404f05a970579c16")]
    [InlineData("alert.no-event.json", 273, 1773392400, Hex, "v1=5a69cc1d3638e1db56e5ee6bcd3bfbecdd433df5afd3ec55c898993020742d16")]
    public void Verify_ComputedExample_IsAuthentic(string file, int length, long time, string secret, string signature)
    {
        byte[] body = ProviderPayloads.CueApi.Read(file);
        CueApiWebhooks cueApi = At(time, secret);
        string text = time.ToString(System.Globalization.CultureInfo.InvariantCulture);

        body.Should().HaveCount(length);
        cueApi.Verify(body, signature, text).Timestamp.Should().Be(DateTimeOffset.FromUnixTimeSeconds(time));
        cueApi.Verify(BodyPieces.Cut(body, 100, 101), signature, text).IsValid.Should().BeTrue();
        cueApi.Verify([.. body, (byte)'\n'], signature, text).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        cueApi.Verify(body, signature, "1710340801").Failure.Should().Be(SignatureFailure.SignatureMismatch);
        At(time, secret + "0").Verify(body, signature, text).Failure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Read_EnvelopeWithAllHeaders_HasTheEvent()
    {
        WebhookReadResult<CueApiEvent> result = At(1710340800).Read(Request("POST"));

        result.Status.Should().Be(WebhookReadStatus.Read);
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("550e8400-e29b-41d4-a716-446655440000"));
        result.Event.Should().BeOfType<CueApiExecution>().Which.IsSigned.Should().BeTrue();
    }

    [Theory]
    [InlineData("POST", WebhookReadStatus.Read)]
    [InlineData("PUT", WebhookReadStatus.Read)]
    [InlineData("PATCH", WebhookReadStatus.Read)]
    [InlineData("GET", WebhookReadStatus.MethodNotAllowed)]
    [InlineData("HEAD", WebhookReadStatus.MethodNotAllowed)]
    [InlineData("DELETE", WebhookReadStatus.MethodNotAllowed)]
    public void Read_Q12_Method_IsOneThatSendsABody(string method, WebhookReadStatus expected) =>
        At(1710340800).Read(Request(method)).Status.Should().Be(expected);

    [Theory]
    [InlineData("550E8400-e29b-41d4-a716-446655440000")]
    [InlineData("another")]
    [InlineData("")]
    public void Read_SecondExecutionIdThatDiffers_IsAnIdentityMismatch(string second)
    {
        WebhookReadResult<CueApiEvent> result = At(1710340800).Read(Request("POST", ("x-cueapi-execution-id", second)));

        result.Status.Should().Be(WebhookReadStatus.Unauthenticated);
        result.Failure.Should().Be(SignatureFailure.IdentityMismatch);
        result.Event.Should().BeNull();
        result.Identity.IsNone.Should().BeTrue();
    }

    [Fact]
    public void Read_SecondExecutionIdThatIsTheSame_IsNoContradiction() =>
        At(1710340800).Read(Request("POST", ("x-cueapi-execution-id", " 550e8400-e29b-41d4-a716-446655440000 "))).IsRead.Should().BeTrue();

    [Fact]
    public void Read_BarePayload_HasTheEventAndSaysWhatIsUnsigned()
    {
        byte[] body = ProviderPayloads.CueApi.Read("payload.bare.json");
        var cueApi = new CueApiWebhooks([Senders.CueApi.Secret], new ManualTimeProvider());

        WebhookReadResult<CueApiEvent> read = cueApi.Read(Senders.CueApi.Request(body, headers: (CueApiHeaders.ExecutionId, "e-1")));

        read.Event!.IsSigned.Should().BeFalse();
        read.Identity.Should().Be(DeliveryIdentity.FromUnsigned("e-1"));
        cueApi.Read(Senders.CueApi.Request(body)).Status.Should().Be(WebhookReadStatus.Malformed, "nothing says which execution it is");
        cueApi.Read(Senders.CueApi.Request(body, null, (CueApiHeaders.ExecutionId, "e-1"), (CueApiHeaders.ExecutionId, "e-1"))).Status
            .Should().Be(WebhookReadStatus.Malformed, "two headers say nothing");
    }

    [Fact]
    public void Constructor_NoOrBlankSecret_Throws()
    {
        foreach (Func<CueApiWebhooks> make in new Func<CueApiWebhooks>[] { () => new(), () => new(""), () => new("good", " ") })
        {
            make.Should().Throw<ArgumentException>().WithParameterName("secrets");
        }
    }

    [Fact]
    public void Parse_BodyThatIsNoEvent_ThrowsWithoutQuotingIt()
    {
        Action parse = () => CueApiWebhooks.Parse("""{"c4nary":1}"""u8);

        parse.Should().Throw<FormatException>()
            .WithMessage("The body is no cueapi event: not JSON, not an object, or without a type or an identity.")
            .Which.ToString().Should().NotContain("c4nary");
    }

    private static CueApiWebhooks At(long time, string secret = Secret) =>
        new([secret], new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(time)));

    /// <summary>All six headers, as CueAPI's "Webhook Setup" shows them.</summary>
    private static WebhookRequest Request(string method, params (string Name, string Value)[] more) => new(
        method, "/webhooks/cueapi",
        [
            KeyValuePair.Create("Content-Type", "application/json"),
            KeyValuePair.Create("X-CueAPI-Signature", Mac),
            KeyValuePair.Create("X-CueAPI-Timestamp", "1710340800"),
            KeyValuePair.Create("X-CueAPI-Cue-Id", "cue_abc123def456"),
            KeyValuePair.Create("X-CueAPI-Execution-Id", "550e8400-e29b-41d4-a716-446655440000"),
            KeyValuePair.Create("X-CueAPI-Scheduled-For", "2026-03-13T09:00:00Z"),
            KeyValuePair.Create("X-CueAPI-Attempt", "1"),
            .. more.Select(header => KeyValuePair.Create(header.Name, header.Value)),
        ],
        _body);
}
