using System.Text;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Testing.Tests;

public sealed class WebhookSignerTests
{
    private const string Secret = "a secret of the tests";

    private static readonly DateTimeOffset _now = new(2026, 3, 13, 17, 51, 14, TimeSpan.Zero);

    /// <summary>Those of the repository: others may write their times in another way than the signer, and be as valid.</summary>
    public static TheoryData<int, string> ValidVectors() =>
        SignatureVector.Rows(SignatureVector.OfTheRepository, vector => vector.IsValid);

    [Theory]
    [MemberData(nameof(ValidVectors))]
    public void Sign_BodyOfValidVector_GivesItsSignature(int index, string name)
    {
        SignatureVector vector = SignatureVector.OfTheRepository[index];
        SignatureScheme scheme = SampleSchemes.Of(vector);
        string expected = vector.Headers.Single(header => IsNamed(header, scheme.Header)).Value;

        IEnumerable<string> signatures = vector.Secrets.Select(secret =>
            Signature(scheme, WebhookSigner.Sign(scheme, secret, vector.Body, SampleSchemes.SignedTime(vector))));

        signatures.Select(signature => signature.ToUpperInvariant()).Should()
            .ContainSingle(signature => signature.EndsWith(expected.ToUpperInvariant(), StringComparison.Ordinal), name);
    }

    [Theory]
    [MemberData(nameof(ValidVectors))]
    public void Sign_TimeOfValidVector_IsWrittenAsItsSenderDoes(int index, string name)
    {
        SignatureVector vector = SignatureVector.OfTheRepository[index];
        SignatureScheme scheme = SampleSchemes.Of(vector);

        var headers = WebhookSigner.Sign(scheme, Secret, vector.Body, SampleSchemes.SignedTime(vector));

        Lines(headers.Where(header => !IsNamed(header, scheme.Header))).Should()
            .Equal(Lines(vector.Headers.Where(header => IsNamed(header, scheme.Timestamp?.Header))), name);
    }

    [Theory]
    [InlineData("cue")]
    [InlineData("cueapi")]
    [InlineData("cubeconnect")]
    [InlineData("adgem")]
    [InlineData("list-hex")]
    [InlineData("list-base64")]
    [InlineData("iso-in-list")]
    [InlineData("hex-secret")]
    public void Sign_AnyScheme_IsAcceptedByTheVerifier(string name)
    {
        SignatureScheme scheme = SampleSchemes.Of(name);
        string secret = SampleSchemes.SecretOf(name);
        var verifier = new SignatureVerifier(scheme, [secret], new ManualTimeProvider(_now));

        var headers = WebhookSigner.Sign(
            scheme, secret, "{}"u8, scheme.Timestamp is null ? null : _now, scheme.IdHeader is null ? null : "msg_1");

        verifier.Verify("{}"u8, WebhookHeaders.From(headers)).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Sign_ListWithTimestamp_GivesOneHeaderOfBoth()
    {
        // printf '1773424274.{}' | openssl dgst -sha256 -hmac 'a secret of the tests'
        const string mac = "7bf456467adf4d90cd0e768230cdadb3a045fd2fbb0cec76610c43d003bbae4e";

        var headers = WebhookSigner.Sign(SampleSchemes.Of("list-hex"), Secret, "{}"u8, _now);

        Lines(headers).Should().Equal($"Stripe-Signature: t=1773424274,v1={mac}");
    }

    [Fact]
    public void Sign_IdTimestampAndBase64Secret_GivesTheThreeHeaders()
    {
        // printf 'msg_1.1773424274.{}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0102030405060708 -binary | base64
        const string mac = "SCNlJqjF88bgGTRTk+mu473Hw2dklHxi0vFSV4oqqlA=";

        var headers = WebhookSigner.Sign(SampleSchemes.Of("list-base64"), "whsec_AQIDBAUGBwg=", "{}"u8, _now, "msg_1");

        Lines(headers).Should().Equal("webhook-id: msg_1", "webhook-timestamp: 1773424274", $"webhook-signature: v1,{mac}");
    }

    [Fact]
    public void Sign_EventType_SignsAsItsProvider()
    {
        byte[] body = CueSamplePayloads.AdClick();

        var ofBase = WebhookSigner.Sign<CueEvent>(Secret, body);
        var ofDerived = WebhookSigner.Sign<CueAdClick>(Secret, body);

        Lines(ofBase).Should().ContainSingle().Which.Should().StartWith("cue-signature: sha256=");
        Lines(ofDerived).Should().Equal(Lines(ofBase));
        new CueWebhooks(Secret).Verify(body, ofBase[0].Value).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Sign_NoTimeGiven_TakesTheSystemsTimeInWholeSeconds()
    {
        SignatureScheme scheme = SampleSchemes.Of("cubeconnect");

        var headers = WebhookSigner.Sign(scheme, Secret, "{}"u8);

        headers[0].Value.Should().MatchRegex("^[0-9-]{10}T[0-9:]{8}Z$");
        new SignatureVerifier(scheme, [Secret]).Verify("{}"u8, WebhookHeaders.From(headers)).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Sign_NoIdGiven_MakesAFreshOneEachTime()
    {
        string[] ids = [.. Enumerable.Range(0, 10).Select(_ =>
            WebhookSigner.Sign(SampleSchemes.Of("list-base64"), "whsec_AQIDBAUGBwg=", "{}"u8)[0].Value)];

        ids.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Sign_BlankSecret_Throws(string secret) =>
        FluentActions.Invoking(() => WebhookSigner.Sign<CueEvent>(secret, "{}"u8)).Should().Throw<ArgumentException>();

    [Fact]
    public void Sign_SecretInAnotherEncoding_ThrowsWithoutQuotingIt() =>
        FluentActions.Invoking(() => WebhookSigner.Sign(SampleSchemes.Of("hex-secret"), "not-hexadecimal", "{}"u8))
            .Should().Throw<ArgumentException>().Which.Message.Should().NotContain("not-hexadecimal");

    [Fact]
    public void Sign_BlankId_Throws() =>
        FluentActions.Invoking(() => WebhookSigner.Sign(SampleSchemes.Of("list-base64"), "whsec_AQIDBAUGBwg=", "{}"u8, _now, " "))
            .Should().Throw<ArgumentException>().WithParameterName("id");

    [Fact]
    public void Sign_UnixTimeBefore1970_Throws() =>
        FluentActions.Invoking(() => WebhookSigner.Sign(SampleSchemes.Of("cueapi"), Secret, "{}"u8, DateTimeOffset.UnixEpoch.AddTicks(-1)))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("timestamp");

    [Fact]
    public void Sign_SchemeThatContradictsItself_Throws()
    {
        var scheme = new SignatureScheme { Header = "X-Signature", SignedContent = [SignedPart.Timestamp, SignedPart.Body] };

        FluentActions.Invoking(() => WebhookSigner.Sign(scheme, Secret, "{}"u8)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Sign_BodyThatIsNotUtf8_SignsTheBytes()
    {
        byte[] body = [0xFF, 0x00, 0xC3];
        byte[] text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));

        var headers = WebhookSigner.Sign<CueEvent>(Secret, body);

        new CueWebhooks(Secret).Verify(body, headers[0].Value).IsValid.Should().BeTrue();
        new CueWebhooks(Secret).Verify(text, headers[0].Value).IsValid.Should().BeFalse();
    }

    private static string Signature(SignatureScheme scheme, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        headers.Single(header => IsNamed(header, scheme.Header)).Value;

    private static IEnumerable<string> Lines(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.Select(header => $"{header.Key}: {header.Value}");

    private static bool IsNamed(KeyValuePair<string, string> header, string? name) =>
        string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase);
}
