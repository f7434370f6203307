namespace Webhooks.Receiver.Tests;

/// <summary>Signatures, and shared secrets, in the query of the URL.</summary>
public sealed class QuerySignatureTests
{
    private const string Body = """{"id":1}""";

    /// <summary>printf '%s' '{"id":1}' | openssl dgst -sha256 -hmac hush -binary | base64.</summary>
    private const string Signature = "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=";

    private static readonly SignatureScheme _scheme = new() { QueryParameter = "sig", Encoding = SignatureEncoding.Base64 };

    [Theory]
    [InlineData("https://h/p?sig={0}")]
    [InlineData("/p?sig={0}")]
    [InlineData("https://h?sig={0}")]
    [InlineData("https://h/p?a=1&sig={0}&b=2")]
    [InlineData("https://h/p?a=sig=x&sig={0}")]
    [InlineData("https://h/p?SIG=x&sig={0}")]
    [InlineData("https://h/p?&&sig={0}&")]
    [InlineData("https://h/p?s%69g={0}")]
    public void Verify_OneParameter_IsValid(string url)
    {
        Verify(url, Signature).Should().BeNull("as it is: {0}", url);
        Verify(url, Uri.EscapeDataString(Signature)).Should().BeNull("encoded");
    }

    [Theory]
    [InlineData("https://h/p", SignatureFailure.SignatureMissing)]
    [InlineData("https://h/p?", SignatureFailure.SignatureMissing)]
    [InlineData("https://h/p?sig", SignatureFailure.SignatureMissing)]
    [InlineData("https://h/p?sig=", SignatureFailure.SignatureMissing)]
    [InlineData("https://h/p?sig=%20", SignatureFailure.SignatureMissing)]
    [InlineData("https://h/p?Sig={0}", SignatureFailure.SignatureMissing)]
    [InlineData("https://h/p?xsig={0}", SignatureFailure.SignatureMissing)]
    [InlineData("https://h/sig={0}", SignatureFailure.SignatureMissing)]
    [InlineData("https://h/p?sig={0}&sig={0}", SignatureFailure.SignatureAmbiguous)]
    [InlineData("https://h/p?sig={0}&a=1&s%69g=", SignatureFailure.SignatureAmbiguous)]
    [InlineData("https://h/p?sig=%zz", SignatureFailure.SignatureMalformed)]
    [InlineData("https://h/p?sig={0}%", SignatureFailure.SignatureMalformed)]
    [InlineData("https://h/p?sig={0}{0}", SignatureFailure.SignatureMalformed)]
    [InlineData("https://h/p?sig=AAAA{0}", SignatureFailure.SignatureMalformed)]
    public void Verify_Otherwise_IsRefused(string url, SignatureFailure failure) => Verify(url, Signature).Should().Be(failure);

    [Fact]
    public void Verify_PlusSign_IsOneAndNoSpace()
    {
        // for i in $(seq 1 99); do printf '{"id":%s}' $i | openssl dgst -sha256 -hmac hush -binary | base64; done | grep -n +
        byte[] body = Enumerable.Range(1, 99).Select(number => Sender.Utf8($$"""{"id":{{number}}}""")).First(one => Mac(one).Contains('+', StringComparison.Ordinal));
        var verifier = new SignatureVerifier(_scheme, ["hush"]);

        foreach (string text in new[] { Mac(body), Uri.EscapeDataString(Mac(body)) })
        {
            verifier.Verify(body, SignatureHeaders.From(_scheme, WebhookHeaders.Empty, "POST", $"/p?sig={text}")).Failure.Should().BeNull("of {0}", text);
        }
    }

    [Fact]
    public void Verify_ThousandsOfParameters_AreAmbiguousAtTheSecond()
    {
        string url = "/p?" + string.Join('&', Enumerable.Repeat("sig=x", 100_000));

        SignatureHeaders headers = SignatureHeaders.From(_scheme, WebhookHeaders.Empty, "POST", url);

        headers.Signature.Count.Should().Be(2);
        new SignatureVerifier(_scheme, ["hush"]).CheckHeaders(headers).Should().Be(SignatureFailure.SignatureAmbiguous);
    }

    private static string Mac(byte[] body) => Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Sender.Utf8("hush"), body));

    private static SignatureFailure? Verify(string url, string signature)
    {
        var headers = SignatureHeaders.From(
            _scheme, WebhookHeaders.From([KeyValuePair.Create("sig", Signature)]), "POST", url.Replace("{0}", signature, StringComparison.Ordinal));
        return new SignatureVerifier(_scheme, ["hush"]).Verify(Sender.Utf8(Body), headers).Failure;
    }
}
