using System.Security.Cryptography;

namespace Webhooks.Receiver.Testing.Tests;

/// <summary>Requests signed by every algorithm, and with every part that a scheme may sign.</summary>
public sealed class SignedRequestTests
{
    private const string Secret = "a secret of the tests";

    private static readonly DateTimeOffset _now = new(2026, 3, 13, 17, 51, 14, 123, TimeSpan.Zero);
    private static readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA _rsa = RSA.Create(2048);

    private static readonly WebhookRequest _request = new(
        "POST", "https://Example.com:8443/hook?b=%41&a=1", [KeyValuePair.Create("X-Tenant", "red")], "To=%2B1&Body=hello+world&To=%2B1&a=%C3%A9"u8.ToArray());

    private static readonly SignedPart[] _parts =
    [
        SignedPart.Text("v1:"), SignedPart.Timestamp, SignedPart.Method, SignedPart.Url, SignedPart.PathAndQuery, SignedPart.Header("x-tenant"),
    ];

    public static TheoryData<SignatureAlgorithm> Signing => [.. Enum.GetValues<SignatureAlgorithm>().Where(algorithm => algorithm != SignatureAlgorithm.SharedSecret)];

    [Theory]
    [MemberData(nameof(Signing))]
    public void Sign_EveryPart_IsAcceptedByTheVerifier(SignatureAlgorithm algorithm)
    {
        foreach (SignedPart body in new[] { SignedPart.Body, SignedPart.BodyHash, SignedPart.SortedForm, Reversed })
        {
            foreach (TimestampFormats formats in new[] { TimestampFormats.UnixMilliseconds, TimestampFormats.Rfc1123, TimestampFormats.Iso8601 })
            {
                var scheme = new SignatureScheme
                {
                    Header = "X-Signature",
                    Algorithm = algorithm,
                    Encoding = SignatureEncoding.Base64,
                    Timestamp = SignatureTimestamp.InHeader("X-Time", formats),
                    SignedContent = [.. _parts, body],
                };

                var headers = WebhookHeaders.From([.. WebhookSigner.Sign(scheme, PrivateKey(algorithm), _request, _now), KeyValuePair.Create("X-Tenant", "red")]);

                Verify(scheme, algorithm, headers, _request.Url).Should().BeNull();
                Verify(scheme, algorithm, headers, _request.Url + "&c=1").Should().Be(SignatureFailure.SignatureMismatch);
            }
        }
    }

    [Fact]
    public void Sign_SharedSecret_IsTheSecretAfterItsPrefix()
    {
        var scheme = new SignatureScheme
        {
            Header = "Authorization",
            Algorithm = SignatureAlgorithm.SharedSecret,
            Format = SignatureFormat.Value("Bearer "),
            SignedContent = [],
        };

        WebhookSigner.Sign(scheme, Secret, "{}"u8).Single().Should().Be(KeyValuePair.Create("Authorization", $"Bearer {Secret}"));
    }

    [Fact]
    public void Sign_SignatureInTheQuery_IsTheLastPair()
    {
        var scheme = new SignatureScheme { QueryParameter = "sig", Encoding = SignatureEncoding.Base64 };

        (string name, string value) = WebhookSigner.Sign(scheme, Secret, _request).Should().ContainSingle().Subject;

        name.Should().Be("sig");
        Verify(scheme, SignatureAlgorithm.HmacSha256, WebhookHeaders.Empty, $"{_request.Url}&sig={Uri.EscapeDataString(value)}").Should().BeNull();
    }

    [Fact]
    public void Sign_BodyAloneOrRequestWithoutThePart_Throws()
    {
        var url = new SignatureScheme { Header = "S", SignedContent = [SignedPart.Url, SignedPart.Body] };
        var header = new SignatureScheme { Header = "S", SignedContent = [SignedPart.Header("X-Other"), SignedPart.Body] };
        var relative = new WebhookRequest("POST", "/hook", [], _request.Body);
        var refusing = new SignatureScheme { Header = "S", SignedContent = [SignedPart.Custom((_, _, _) => false, coversBody: true)] };

        FluentActions.Invoking(() => WebhookSigner.Sign(url, Secret, _request.Body.Span)).Should().Throw<InvalidOperationException>().WithMessage("*pass a request*");
        FluentActions.Invoking(() => WebhookSigner.Sign(url, Secret, relative)).Should().Throw<InvalidOperationException>().WithMessage("*absolute*");
        FluentActions.Invoking(() => WebhookSigner.Sign(header, Secret, _request)).Should().Throw<InvalidOperationException>().WithMessage("*'X-Other'*");
        FluentActions.Invoking(() => WebhookSigner.Sign(refusing, Secret, _request)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => WebhookSigner.Sign(url, Secret, (WebhookRequest)null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Sign_NoPrivateKey_ThrowsWithoutQuotingIt()
    {
        var scheme = new SignatureScheme { Header = "S", Algorithm = SignatureAlgorithm.EcdsaP256Sha256 };
        foreach (string secret in new[] { "c4nary", _rsa.ExportPkcs8PrivateKeyPem(), "-----BEGIN PRIVATE KEY-----\nc4nary\n-----END PRIVATE KEY-----" })
        {
            FluentActions.Invoking(() => WebhookSigner.Sign(scheme, secret, "{}"u8))
                .Should().Throw<ArgumentException>().Which.ToString().Should().NotContain("c4nary").And.NotContain("BEGIN");
        }
    }

    private static SignedPart Reversed { get; } = SignedPart.Custom((body, _, output) =>
    {
        byte[] bytes = System.Buffers.BuffersExtensions.ToArray(body);
        Array.Reverse(bytes);
        System.Buffers.BuffersExtensions.Write(output, bytes);
        return true;
    }, coversBody: true);

    private static string PrivateKey(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.EcdsaP256Sha256 => _ecdsa.ExportPkcs8PrivateKeyPem(),
        SignatureAlgorithm.RsaPkcs1Sha256 or SignatureAlgorithm.RsaPssSha256 => _rsa.ExportRSAPrivateKeyPem(),
        _ => Secret,
    };

    private static string PublicKey(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.EcdsaP256Sha256 => _ecdsa.ExportSubjectPublicKeyInfoPem(),
        SignatureAlgorithm.RsaPkcs1Sha256 or SignatureAlgorithm.RsaPssSha256 => _rsa.ExportSubjectPublicKeyInfoPem(),
        _ => Secret,
    };

    private static SignatureFailure? Verify(SignatureScheme scheme, SignatureAlgorithm algorithm, WebhookHeaders headers, string url) =>
        new SignatureVerifier(scheme, [PublicKey(algorithm)], new ManualTimeProvider(_now))
            .Verify(_request.Body.Span, SignatureHeaders.From(scheme, headers, _request.Method, url)).Failure;
}
