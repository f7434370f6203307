using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class CueWebhooksTests
{
    private static readonly CueWebhooks _cue = new(Senders.Cue.Secret);

    [Fact]
    public void Read_AuthenticRequest_HasTheEvent()
    {
        WebhookReadResult<CueEvent> result = Read(CuePayloads.AdClick);

        result.Status.Should().Be(WebhookReadStatus.Read);
        result.IsRead.Should().BeTrue();
        result.Event.Should().BeOfType<CueAdClick>().Which.Data.ClickId.Should().Be("click-xyz");
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("evt_1234567891"));
        result.Failure.Should().BeNull();
    }

    [Fact]
    public void Read_SecretBeingRotatedOut_IsRead()
    {
        var cue = new CueWebhooks("the-new-secret", Senders.Cue.Secret);

        cue.Read(Request(CuePayloads.AdClick)).Status.Should().Be(WebhookReadStatus.Read);
    }

    [Fact]
    public void Read_ForgedBody_IsUnauthenticated()
    {
        byte[] forged = [.. CuePayloads.AdClick, (byte)'\n'];

        WebhookReadResult<CueEvent> result = _cue.Read(Request(CuePayloads.AdClick, body: forged));

        ShouldBeRefused(result, SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Read_NoSignature_IsUnauthenticated()
    {
        ShouldBeRefused(
            _cue.Read(new WebhookRequest("POST", "/webhooks/cue", [], CuePayloads.AdClick)), SignatureFailure.SignatureMissing);
    }

    [Fact]
    public void Read_SignatureTwice_IsUnauthenticated()
    {
        string signature = Senders.Cue.Sign(CuePayloads.AdClick).Signature;

        ShouldBeRefused(Read(CuePayloads.AdClick, ("Cue-Signature", signature)), SignatureFailure.SignatureAmbiguous);
    }

    [Fact]
    public void Read_ForgedBodyThatIsMalformed_IsUnauthenticated()
    {
        ShouldBeRefused(
            _cue.Read(Request(CuePayloads.AdClick, body: "not JSON"u8.ToArray())), SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"id":"","type":"ad.click"}""")]
    [InlineData("""{"id":"evt_1","type":"t","type":"t"}""")]
    public void Read_AuthenticBodyThatIsNoEvent_IsMalformed(string body)
    {
        WebhookReadResult<CueEvent> result = Read(Sender.Utf8(body));

        result.Status.Should().Be(WebhookReadStatus.Malformed);
        result.IsRead.Should().BeFalse();
        result.Event.Should().BeNull();
        result.Identity.IsNone.Should().BeTrue();
        result.Failure.Should().BeNull("the sender is authentic");
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("PUT", false)]
    [InlineData("PATCH", false)]
    [InlineData("DELETE", false)]
    [InlineData("HEAD", false)]
    [InlineData("OPTIONS", false)]
    [InlineData("POSTS", false)]
    [InlineData(" POST", false)]
    [InlineData("POST", true)]
    public void Read_Method_HasToBePost(string method, bool isAllowed)
    {
        WebhookReadResult<CueEvent> result = _cue.Read(Request(CuePayloads.AdClick, method: method));

        result.Status.Should().Be(isAllowed ? WebhookReadStatus.Read : WebhookReadStatus.MethodNotAllowed);
        result.IsRead.Should().Be(isAllowed);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/cloudevents+json", true)]
    [InlineData("text/json", true)]
    [InlineData("", true)]
    [InlineData("text/plain", false)]
    [InlineData("application/x-www-form-urlencoded", false)]
    public void Read_ContentType_HasToBeJsonOrAbsent(string contentType, bool isAllowed)
    {
        Read(CuePayloads.AdClick, ("content-type", contentType)).Status
            .Should().Be(isAllowed ? WebhookReadStatus.Read : WebhookReadStatus.UnsupportedMediaType);
    }

    [Fact]
    public void Read_TwoContentTypes_BothHaveToBeJson()
    {
        Read(CuePayloads.AdClick, ("Content-Type", "application/json"), ("content-type", "text/json")).Status
            .Should().Be(WebhookReadStatus.Read);
        Read(CuePayloads.AdClick, ("Content-Type", "application/json"), ("content-type", "text/plain")).Status
            .Should().Be(WebhookReadStatus.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("identity", true)]
    [InlineData(" Identity ", true)]
    [InlineData("", true)]
    [InlineData("gzip", false)]
    [InlineData("GZIP", false)]
    [InlineData("br", false)]
    [InlineData("identity, gzip", false)]
    public void Read_ContentEncoding_HasToBeIdentityOrAbsent(string encoding, bool isAllowed)
    {
        Read(CuePayloads.AdClick, ("Content-Encoding", encoding)).Status
            .Should().Be(isAllowed ? WebhookReadStatus.Read : WebhookReadStatus.UnsupportedMediaType);
        Read(CuePayloads.AdClick, ("Content-Encoding", "identity"), ("content-encoding", encoding)).Status
            .Should().Be(isAllowed ? WebhookReadStatus.Read : WebhookReadStatus.UnsupportedMediaType);
    }

    [Fact]
    public void Read_SeveralFaults_SaysTheMethodThenTheContentThenTheSignature()
    {
        (string, string) plain = ("Content-Type", "text/plain");
        byte[] forged = "not JSON"u8.ToArray();

        _cue.Read(Request(CuePayloads.AdClick, "GET", forged, plain)).Status.Should().Be(WebhookReadStatus.MethodNotAllowed);
        _cue.Read(Request(CuePayloads.AdClick, "POST", forged, plain)).Status.Should().Be(WebhookReadStatus.UnsupportedMediaType);
        _cue.Read(Request(CuePayloads.AdClick, "POST", forged)).Status.Should().Be(WebhookReadStatus.Unauthenticated);
    }

    [Fact]
    public void Read_Null_Throws()
    {
        Action read = () => _cue.Read(null!);

        read.Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void ToString_OfAReadResult_NamesTheStatusOnly()
    {
        Read(CuePayloads.AdClick).ToString().Should().Be("Read");
        Read([]).ToString().Should().Be("Malformed");
        _cue.Read(Request(CuePayloads.AdClick, body: [])).ToString().Should().Be("Unauthenticated: SignatureMismatch");
        default(WebhookReadResult<CueEvent>).ToString().Should().Be("Unauthenticated: NotVerified");
        _cue.ToString().Should().NotContain(Senders.Cue.Secret);
    }

    [Fact]
    public void Parse_BodyThatIsNoEvent_ThrowsWithoutQuotingIt()
    {
        foreach (string body in new[]
        {
            "c4nary", """{"c4nary":""", """{"id":"c4nary"}""", """{"type":"c4nary"}""", """{"id":"c4nary","type":"t","c4nary":1,"c4nary":2}""",
            """{"id":"c4nary\u0000","type":"ad.click","data":"c4nary"}""",
        })
        {
            Action parse = () => CueWebhooks.Parse(Sender.Utf8(body));

            FormatException thrown = parse.Should().Throw<FormatException>()
                .WithMessage("The body is no cue event: not JSON, not an object, or without a type or an identity.").Which;
            thrown.InnerException.Should().BeNull();
            thrown.ToString().Should().NotContain("c4nary");
            thrown.Data.Count.Should().Be(0);
        }
    }

    [Fact]
    public void TryParse_Event_IsTheOneOfParse()
    {
        CueWebhooks.TryParse(CuePayloads.AdClick, out CueEvent? e).Should().BeTrue();

        e.Should().Be(CueWebhooks.Parse(CuePayloads.AdClick));
    }

    [Fact]
    public void Constructor_NoOrBlankSecret_Throws()
    {
        Func<CueWebhooks>[] all =
        [
            () => new CueWebhooks(), () => new CueWebhooks(""), () => new CueWebhooks("good", " "), () => new CueWebhooks((string)null!),
            () => new CueWebhooks([], timeProvider: null),
        ];

        foreach (Func<CueWebhooks> make in all)
        {
            make.Should().Throw<ArgumentException>().WithParameterName("secrets");
        }
    }

    private static void ShouldBeRefused(WebhookReadResult<CueEvent> result, SignatureFailure failure)
    {
        result.Status.Should().Be(WebhookReadStatus.Unauthenticated);
        result.Failure.Should().Be(failure);
        result.IsRead.Should().BeFalse();
        result.Event.Should().BeNull();
        result.Identity.IsNone.Should().BeTrue();
    }

    private static WebhookReadResult<CueEvent> Read(byte[] signed, params (string Name, string Value)[] headers) =>
        _cue.Read(Request(signed, headers: headers));

    /// <summary>A request that is signed for one body and may carry another.</summary>
    private static WebhookRequest Request(
        byte[] signed, string method = "POST", byte[]? body = null, params (string Name, string Value)[] headers) =>
        new(
            method, "/webhooks/cue",
            [
                KeyValuePair.Create("cue-signature", Senders.Cue.Sign(signed).Signature),
                .. headers.Select(header => KeyValuePair.Create(header.Name, header.Value)),
            ],
            body ?? signed);
}
