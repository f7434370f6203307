using System.Buffers;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>Parts of a request besides its body, against values that others published or computed.</summary>
public sealed class SignedPartTests
{
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
        byte[] body = Sender.Utf8("To=%2B18005551212&CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309");
        SignatureHeaders headers = new("RSOYDt4T1cUTdK1PDd93/VVr8B8=")
        {
            All = WebhookHeaders.Empty, Method = "POST", Url = "https://mycompany.com/myapp.php?foo=1&bar=2",
        };
        var verifier = new SignatureVerifier(scheme, ["12345"]);

        verifier.Verify(body, headers).Failure.Should().BeNull();
        verifier.Verify(BodyPieces.Cut(body, 3, 40), headers).Failure.Should().BeNull();
        verifier.Verify(body, headers with { Url = "https://mycompany.com/myapp.php?bar=2&foo=1" }).Failure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Custom_WritesTheBody_IsHashedAsWritten()
    {
        var scheme = new SignatureScheme
        {
            Header = "S",
            SignedContent = [SignedPart.Method, SignedPart.Text(" "), SignedPart.PathAndQuery, SignedPart.Text(" "), SignedPart.Header("X-A"), SignedPart.Text(" "),
                SignedPart.Custom((body, headers, output) =>
                {
                    output.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).ToUpperInvariant()));
                    return true;
                }, coversBody: true)],
        };
        byte[] key = Sender.Utf8("k");
        string mac = Sender.Hex(System.Security.Cryptography.HMACSHA256.HashData(key, Sender.Utf8("POST /a?b=%41 v X")));
        SignatureHeaders headers = SignatureHeaders.From(
            scheme, WebhookHeaders.From([KeyValuePair.Create("S", mac), KeyValuePair.Create("x-a", " v ")]), "post", "https://h/a?b=%41");

        new SignatureVerifier(scheme, ["k"]).Verify("x"u8, headers).Failure.Should().BeNull();
    }
}
