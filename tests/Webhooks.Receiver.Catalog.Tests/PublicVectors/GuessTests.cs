using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>
/// What may be signed, and where the signature may be, if nobody here knows the sender. The signatures come from Python:
/// <c>hmac.new(b's3cret-4711', content, 'sha256').hexdigest()</c>, or the digest in base64. In the contents t is the time, b the body, and h the body's SHA-256 in hex.
/// </summary>
public sealed class GuessTests
{
    private const string Body = """{"id":"evt_1"}""";

    /// <summary>Content, algorithm, URL and headers.</summary>
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        { "h", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Some-Signature":"080bafd715d78e6e3fba4ea516ce994348194ec183d3ed880499168bb09c7475"}""" },
        { "t.h", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Some-Timestamp":"1773424274","X-Some-Signature":"81ba4f189786e643d8ed3cd982f42ddadece0c037a434df4266abf0c1b74b73a"}""" },
        { "t\\nb", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Some-Timestamp":"1773424274","X-Some-Signature":"39e5fc4564c0096483c44a73da3b7b18907fcdd6ebe7db7e1bba3f564d3ab15c"}""" },
        { "msg_1|t|b", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Some-Id":"msg_1","X-Some-Timestamp":"1773424274","X-Some-Signature":"41a15b19f703ef291347ba5e65c3120116b233aea2c2e9be3724f1bd23755157"}""" },
        { "POST/hook?a=1b", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Some-Signature":"50c8e3afa0e9c3885018993da782afab53709684ebb86c38f41d94c18a2b7e3f"}""" },
        { "POST/hook?a=1h", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Some-Signature":"8de78c7993f5f1c1ee98fad964748fbd91f3323797129c93f228520b2aa71b10"}""" },
        { "tPOST/hook?a=1b", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Some-Timestamp":"1773424274","X-Some-Signature":"4b6a81e3f173fbf1813be34e7b579b37e39b38fcd89399610e2ef0a86bc14e79"}""" },
        { "Fri, 13 Mar 2026 17:51:14 GMT.b", "hmac-sha256", "https://example.com/hook?a=1", """{"Date":"Fri, 13 Mar 2026 17:51:14 GMT","X-Some-Signature":"78bcc91cefeec8943ddcec192eeb8de7f74e249c1798896f63653a2b8135d5ae"}""" },
        { "Fri, 13 Mar 2026 17:51:14 GMT\\nb", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Date":"Fri, 13 Mar 2026 17:51:14 GMT","X-Some-Signature":"+6wmqpi9kr35keFp729ivwANvOGyfUkRT74ZGNl0Scs="}""" },
        { "b", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Sig":"eaf3a21825934d1b9a85b9e9f7527257b6a7cb3cff83f4bce7740d88008e8b1f"}""" },
        { "b", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Auth":"6vOiGCWTTRuahbnp91JyV7anyzz/g/S853QNiACOix8="}""" },
        { "b", "hmac-sha256", "https://example.com/hook?a=1", """{"X-Checksum":"eaf3a21825934d1b9a85b9e9f7527257b6a7cb3cff83f4bce7740d88008e8b1f"}""" },
        { "b", "hmac-sha256", "https://example.com/hook?a=1", """{"Authorization":"eaf3a21825934d1b9a85b9e9f7527257b6a7cb3cff83f4bce7740d88008e8b1f"}""" },
        { "b", "hmac-sha256", "https://example.com/hook?a=1", """{"Authorization":"HMAC-SHA256 6vOiGCWTTRuahbnp91JyV7anyzz/g/S853QNiACOix8="}""" },
        { "b, in the query", "hmac-sha256", "https://example.com/hook?a=1&signature=6vOiGCWTTRuahbnp91JyV7anyzz%2Fg%2FS853QNiACOix8%3D", """{"X-Event":"any"}""" },
        { "t.b, in the query", "hmac-sha256", "https://example.com/hook?sig=e941dc8d7421d38e00c10d0784e5d331fda144a2c6204f9cb08b697efce5fe7e", """{"X-Timestamp":"1773424274"}""" },
        { "b", "sha1", "https://example.com/hook?a=1", """{"X-Some-Signature":"1e2f542037d13cc39273821d072c95bd9a78c1a5"}""" },
        { "b", "SHA-256", "https://example.com/hook?a=1", """{"X-Some-Signature":"eaf3a21825934d1b9a85b9e9f7527257b6a7cb3cff83f4bce7740d88008e8b1f"}""" },
        { "b", "sha384", "https://example.com/hook?a=1", """{"X-Some-Signature":"7c291d7a0f4ae09eced72c117a8e507e1a8d107927accf99addec0dd15d05b213dc64976badb07b0a14a6a1164dc8a9d"}""" },
        { "b", "sha512", "https://example.com/hook?a=1", """{"X-Some-Signature":"5f9449eccb025ad10ed835d90968cfc96d113c33a789e3a6c03d40a6bddb79d328f5dbd3e372db0a48fbcb3fc6d8c43c9f3ea4787b798cda62d3a4c9aa2a5299"}""" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void RunFile_VectorOfUnknownScheme_IsRightOnlyAsItIs(string content, string algorithm, string url, string headers)
    {
        JsonElement valid = Vector(algorithm, url, headers, isValid: true);

        PublicVectorRunner.RunFile(
            [valid, Vector(algorithm, url, headers, isValid: false, body: "{}"), Vector(algorithm, url, headers, isValid: false, secret: "another secret")])
            .Select(result => result.Verdict).Should().AllBeEquivalentTo(PublicVectorVerdict.Right, content);

        PublicVectorRunner.Run(Vector(algorithm, url, headers, isValid: false)).Verdict.Should().Be(PublicVectorVerdict.Wrong, "it is valid");
        PublicVectorRunner.Run(Vector(algorithm, url, headers, isValid: true, body: "{}")).Verdict.Should().Be(PublicVectorVerdict.NotExpressible);
    }

    [Fact]
    public void Run_SeveralHeadersThatMayHaveTheSignature_IsNotExpressible() => PublicVectorRunner.Run(
        Vector("hmac-sha256", "https://example.com/", """{"X-Sig":"eaf3a21825934d1b9a85b9e9f7527257b6a7cb3cff83f4bce7740d88008e8b1f","X-Auth":"eaf3a21825934d1b9a85b9e9f7527257b6a7cb3cff83f4bce7740d88008e8b1f"}""", isValid: true))
        .Verdict.Should().Be(PublicVectorVerdict.NotExpressible);

    /// <summary>A known sender without its header: where else a stranger has the signature is not tried.</summary>
    [Theory]
    [InlineData("hmac-sha256", """{"X-Sig":"eaf3a21825934d1b9a85b9e9f7527257b6a7cb3cff83f4bce7740d88008e8b1f"}""")]
    [InlineData("sha256", """{"X-Any-Signature":"eaf3a21825934d1b9a85b9e9f7527257b6a7cb3cff83f4bce7740d88008e8b1f"}""")]
    public void Run_KnownSchemeWithoutItsHeader_IsNotGuessed(string algorithm, string headers) => PublicVectorRunner.Run(
        Vector(algorithm, "https://example.com/", headers, isValid: true, scheme: "stripe")).Note.Should().Be("expected valid; its signature is not in the header 'Stripe-Signature'");

    private static JsonElement Vector(
        string algorithm, string url, string headers, bool isValid, string body = Body, string secret = "s3cret-4711", string scheme = "somebody") => JsonElement.Parse(
            new JsonObject
            {
                ["name"] = "of Python",
                ["scheme"] = scheme,
                ["algorithm"] = algorithm,
                ["secret"] = secret,
                ["headers"] = JsonNode.Parse(headers),
                ["url"] = url,
                ["body"] = body,
                ["now"] = 1773424300,
                ["expected_valid"] = isValid,
            }.ToJsonString());
}
