using System.Net;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>The fields of a form, sorted: against the platform's decoder, and against signatures that Twilio's own library made.</summary>
public sealed class SortedFormTests
{
    private static readonly SignatureScheme _scheme = new()
    {
        Header = "S",
        Algorithm = SignatureAlgorithm.HmacSha1,
        SignedContent = [SignedPart.SortedForm],
    };

    private static readonly SignatureVerifier _verifier = new(_scheme, ["k"]);

    /// <summary>What is signed of a form, by the platform's decoder.</summary>
    public static string Sort(string form) => string.Concat(form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(field => field.Split('=', 2))
        .Select(field => (Name: WebUtility.UrlDecode(field[0]), Value: field.Length > 1 ? WebUtility.UrlDecode(field[1]) : ""))
        .Distinct()
        .OrderBy(field => field.Name, StringComparer.Ordinal).ThenBy(field => field.Value, StringComparer.Ordinal)
        .Select(field => field.Name + field.Value));

    [Fact]
    public void SortedForm_TwiliosPublishedExample_IsValid()
    {
        // github.com/twilio/twilio-python, tests/unit/test_request_validator.py
        var scheme = new SignatureScheme
        {
            Header = "X-Twilio-Signature",
            Algorithm = SignatureAlgorithm.HmacSha1,
            Encoding = SignatureEncoding.Base64,
            SignedContent = [SignedPart.Url, SignedPart.SortedForm],
        };
        var verifier = new SignatureVerifier(scheme, ["12345"]);
        byte[] body = Sender.Utf8("To=%2B18005551212&CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309");
        var headers = SignatureHeaders.From(
            scheme, WebhookHeaders.From([KeyValuePair.Create("x-twilio-signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]), "POST",
            "https://mycompany.com/myapp.php?foo=1&bar=2");

        verifier.Verify(body, headers).Failure.Should().BeNull();
        verifier.Verify(body, headers with { Url = "https://mycompany.com/myapp.php?bar=2&foo=1" }).Failure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("&", "")]
    [InlineData("=", "")]
    [InlineData("a", "a")]
    [InlineData("a=", "a")]
    [InlineData("=a", "a")]
    [InlineData("a=b=c", "ab=c")]
    [InlineData("b=2&a=1", "a1b2")]
    [InlineData("&&b=2&&a=1&", "a1b2")]
    [InlineData("a=2&A=1&B=3", "A1B3a2")]
    [InlineData("a=1&a=2&a=1", "a1a2")]
    [InlineData("a=2&a=1", "a1a2")]
    [InlineData("a+b=c+d", "a bc d")]
    [InlineData("a%2Bb=%26%3D%25", "a+b&=%")]
    [InlineData("%61=1&a=1", "a1")]
    [InlineData("n=caf%C3%A9", "ncafé")]
    [InlineData("n=caf%c3%a9", "ncafé")]
    [InlineData("ab=c&a=bd", "abdabc")]
    [InlineData("a=1&ab=&aa=", "a1aaab")]
    public void Verify_Form_SignsItsSortedFields(string form, string content)
    {
        Verify(form, content).Should().BeNull();
        Sort(form).Should().Be(content);
    }

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%4g")]
    [InlineData("%zz=1")]
    [InlineData("a=1&b=%%41")]
    [InlineData("a=%u0041")]
    [InlineData("a=1&%")]
    [InlineData("a=%=1")]
    public void Verify_MalformedEncoding_IsRefused(string form)
    {
        Verify(form, Sort(form)).Should().Be(SignatureFailure.NotVerified);
        Verify(form, "").Should().Be(SignatureFailure.NotVerified, "also of what would be left without the malformed field");
    }

    [Fact]
    public void Verify_BytesThatAreNoText_AreSignedAsTheyAre()
    {
        byte[] mac = CryptographicOperations.HmacData(HashAlgorithmName.SHA1, Sender.Utf8("k"), new byte[] { (byte)'a', 0xff, 0x00, (byte)'b', 0xc3 });

        _verifier.Verify("b=%c3&a=%FF%00"u8, new SignatureHeaders(Sender.Hex(mac))).Failure.Should().BeNull();
    }

    [Theory]
    [InlineData(1024, null)]
    [InlineData(1025, SignatureFailure.NotVerified)]
    [InlineData(500_000, SignatureFailure.NotVerified)]
    public void Verify_ManyFields_AreLimited(int count, SignatureFailure? failure)
    {
        string form = string.Join('&', Enumerable.Range(0, count).Select(number => $"f{number}=1"));

        Verify(form, Sort(form)).Should().Be(failure);
        Verify(string.Concat(Enumerable.Repeat("&", count)), "").Should().BeNull("what is empty is no field");
    }

    [Fact]
    public void Verify_AnyForm_SignsWhatThePlatformDecodes()
    {
        Gen<string> forms = Gen.Elements(
                "a", "b", "A", "Z", "_", "1", "=", "&", "+", "%20", "%2B", "%26", "%3d", "%C3%A9", "%e2%98%95", "%25", ".", "~", "ab", "aa", "a=1", "&a=1")
            .ListOf().Select(string.Concat);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(forms), form =>
            Verify(form, Sort(form)) is null && Verify(form, Sort(form) + "x") == SignatureFailure.SignatureMismatch));
    }

    private static SignatureFailure? Verify(string form, string content)
    {
        var headers = new SignatureHeaders(Sender.Hex(CryptographicOperations.HmacData(HashAlgorithmName.SHA1, Sender.Utf8("k"), Sender.Utf8(content))));
        byte[] body = Encoding.UTF8.GetBytes(form);
        byte[] before = [.. body];
        SignatureFailure? failure = _verifier.Verify(body, headers).Failure;
        _verifier.Verify(BodyPieces.Cut(body, body.Length / 3), headers).Failure.Should().Be(failure);
        body.Should().Equal(before, "the body is decoded in a copy");
        return failure;
    }
}
