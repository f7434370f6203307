using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>
/// Vectors whose scheme the runner has to find by the form of their headers. The signatures come from openssl, over what the comment beside each says:
/// <c>printf '%s' 'content' | openssl dgst -sha256 -hmac 's3cret-4711'</c>, with <c>-binary | base64</c> where they are base64. b is the body, t the time, u the URL.
/// </summary>
public sealed class GenericVectorTests
{
    private const string Body = """{"id":"evt_1"}""";
    private const string Url = "https://example.com/hook?a=1";
    private const string Key =
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEcdz9dciGnXZjbM8YBdWyWw1xSxpVlGhdBaJXZtQuwZsDXIdo8GdTwmxXj9waJELnc6kb4TAkgeMhvh/MFFRJSw==";

    private const string StandardHeaders = """{"webhook-id":"msg_1","webhook-timestamp":"1773424274","webhook-signature":"v1,SIGNATURE"}""";

    /// <summary>Scheme, algorithm, secret, headers, body, and whether a time is signed.</summary>
    public static TheoryData<string, string, string, string, string, bool> Vectors => new()
    {
        // u b
        { "square", "hmac-sha1", "s3cret-4711", """{"X-Square-Signature":"WMN/wbnKBJTil9ojRAUlXov0j34="}""", Body, false },

        // b u
        { "any board", "hmac-sha1", "s3cret-4711", """{"X-Board-Webhook-Signature":"7UXTl8tjrylnSg2vv4dzAHlpD08="}""", Body, false },

        // u a1b2
        { "any mailer", "hmac-sha1", "s3cret-4711", """{"X-Mailer-Signature":"aizr/cf68IN5bYEVwS4q93SVMPM="}""", "b=2&a=1", false },

        // t.b
        { "mux", "hmac-sha256", "s3cret-4711", """{"Mux-Signature":"t=1773424274,v1=e941dc8d7421d38e00c10d0784e5d331fda144a2c6204f9cb08b697efce5fe7e"}""", Body, true },
        { "other", "hmac-sha256", "s3cret-4711", """{"Other-Signature":"timestamp=1773424274; signature=e941dc8d7421d38e00c10d0784e5d331fda144a2c6204f9cb08b697efce5fe7e"}""", Body, true },

        // t:b
        { "like paddle", "hmac-sha256", "s3cret-4711", """{"Like-Signature":"ts=1773424274;h1=60cd7506cccf6cd592e8e4c4aa61f866589eaa5b2d3680a0dd708004d01ffac0"}""", Body, true },

        // v0:t:b
        { "like slack", "hmac-sha256", "s3cret-4711", """{"X-Like-Timestamp":"1773424274","X-Like-Signature":"v0=5e88326a28359b7cc7dd6e7b592ede95885106fdd0600fdc1248b8e64d493313"}""", Body, true },

        // v1.t.b
        { "a bank", "hmac-sha256", "s3cret-4711", """{"Bank-Request-Timestamp":"1773424274","Bank-Signature":"v1=bb1fcd2354d37b56b5949ca36d179592fedbddb429e6891c3068abd0e48bf0f3"}""", Body, true },

        // tb, SHA-512
        { "payments", "hmac-sha512", "s3cret-4711", """{"x-timestamp":"1773424274","x-pay-signature":"2fd5201b9c975cba606829f61e73c74da80592f44525b1e540a24eefc5c2a5587ee1e38b3f6ac12330226dce4fad7830c12cda39388b0175ed1261cd386c16eb"}""", Body, true },

        // msg_1tb
        { "streams", "hmac-sha256", "s3cret-4711", """{"Stream-Message-Id":"msg_1","Stream-Message-Timestamp":"1773424274","Stream-Message-Signature":"sha256=f5b67f59a46c6573c695baf5d10e2d47606f772f89651e48fd5cbb017d4b1b35"}""", Body, true },

        // b, with -mac hmac -macopt hexkey:00112233445566778899aabbccddeeff
        { "hex key", "hmac-sha256", "00112233445566778899aabbccddeeff", """{"X-Hex-Hmac":"pqv6TtWo+t/6HTKMVGv/eIaVgD4UNDFxq1KwqtXmUUk="}""", Body, false },

        // msg_1.t.b, with the text of the secret; then with a text that base64 could be, and with what it is in base64
        { "standardwebhooks", "hmac-sha256", "a raw secret", StandardHeaders.Replace("SIGNATURE", "tPpvbRFQnCfNS6AUkuuahIe9+QqB8dMIzy9Aq2oOln4=", StringComparison.Ordinal), Body, true },
        { "standard-webhooks", "hmac-sha256", "supersecret1", StandardHeaders.Replace("SIGNATURE", "oYhXAEmW42TC8aavvzKVzz/KI4rpl1zIy7coPJFikcg=", StringComparison.Ordinal), Body, true },
        { "standardwebhooks", "hmac-sha256", "supersecret1", StandardHeaders.Replace("SIGNATURE", "pWuEyWRgcpC4ZdjfwMI/+OUhzXAmphTU0+xoTmxuYK4=", StringComparison.Ordinal), Body, true },

        // tb, with -sign and the private key
        { "curves", "ecdsa-p256-sha256", Key, """{"X-Curve-Timestamp":"1773424274","X-Curve-Signature":"MEUCIB1FYJzhvO5aHdbGZ/rlLF7cIB064uz3H54ulWW/DmceAiEAiYxWnt4ieNuhcGjyyczxXLeMh0eWoWZyUBH6hg0FxGI="}""", Body, true },

        // nothing
        { "tokens", "shared-secret", "s3cret-4711", """{"X-Any-Token":"s3cret-4711"}""", Body, false },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Run_VectorOfAnyForm_IsRightOnlyAsItIs(string scheme, string algorithm, string secret, string headers, string body, bool signsTime)
    {
        JsonElement Vector(bool isValid, string? otherSecret = null, string? otherBody = null, int now = 1773424300) => JsonElement.Parse(
            new JsonObject
            {
                ["name"] = "of openssl",
                ["scheme"] = scheme,
                ["algorithm"] = algorithm,
                ["secret"] = otherSecret ?? secret,
                ["headers"] = JsonNode.Parse(headers),
                ["url"] = Url,
                ["body"] = otherBody ?? body,
                ["now"] = now,
                ["expected_valid"] = isValid,
            }.ToJsonString());
        PublicVectorVerdict Run(JsonElement vector) => PublicVectorRunner.RunFile([vector, Vector(isValid: true)]).First().Verdict;

        bool signsBody = algorithm != "shared-secret";
        string ofSameForm = secret.Replace('s', 'z').Replace('0', '1').Replace('Q', 'R');
        PublicVectorVerdict failed = PublicVectorSchemes.IsKnownByName(PublicVector.Read(Vector(isValid: true))) ? PublicVectorVerdict.Wrong : PublicVectorVerdict.NotExpressible;
        Run(Vector(isValid: true)).Should().Be(PublicVectorVerdict.Right);
        Run(Vector(isValid: false)).Should().Be(PublicVectorVerdict.Wrong, "it is valid");
        Run(Vector(isValid: false, otherBody: body + "0")).Should().Be(signsBody ? PublicVectorVerdict.Right : PublicVectorVerdict.Wrong);
        Run(Vector(isValid: true, otherBody: body + "0")).Should().Be(signsBody ? failed : PublicVectorVerdict.Right);
        Run(Vector(isValid: false, otherSecret: ofSameForm)).Should().Be(PublicVectorVerdict.Right);
        Run(Vector(isValid: true, otherSecret: ofSameForm)).Should().Be(failed);
        Run(Vector(isValid: false, now: 1773424275 + 3600)).Should().Be(signsTime ? PublicVectorVerdict.Right : PublicVectorVerdict.Wrong);
    }

    [Theory]
    [InlineData("discord", "ed25519", """{"X-Signature-Ed25519":"aa","X-Signature-Timestamp":"1773424274"}""")]
    [InlineData("standardwebhooks", "ed25519", """{"webhook-id":"msg_1","webhook-timestamp":"1773424274","webhook-signature":"v1a,aaaa"}""")]
    [InlineData("somebody", "sha256", """{"X-Signature-Sha":"e941dc8d7421d38e00c10d0784e5d331fda144a2c6204f9cb08b697efce5fe7e"}""")]
    [InlineData("somebody", "hmac-sha256", """{"X-Event":"e941dc8d7421d38e00c10d0784e5d331fda144a2c6204f9cb08b697efce5fe7e"}""")]
    [InlineData("somebody", "hmac-sha256", """{"X-Signature-V3":"aizr/cf68IN5bYEVwS4q93SVMPM=","X-Signature-V3-Nonce":"5"}""")]
    [InlineData("somebody", "hmac-sha256", """{"X-Some-Signature":"aizr/cf68IN5bYEVwS4q93SVMPM=","X-Some-Signed-Headers":"host"}""")]
    [InlineData("somebody", "hmac-sha256", """{"X-Some-Signature":"t=1773424274,h=host,v1=aizr/cf68IN5bYEVwS4q93SVMPM="}""")]
    [InlineData("somebody", "md5", """{"X-Signature":"e941dc8d7421d38e00c10d0784e5d331"}""")]
    public void Run_AlgorithmOrPlaceThatNoPartHas_IsNotExpressible(string scheme, string algorithm, string headers) => PublicVectorRunner.Run(
        JsonElement.Parse($$$"""{"scheme":"{{{scheme}}}","algorithm":"{{{algorithm}}}","secret":"s3cret-4711","headers":{{{headers}}},"body":"{}","expected_valid":true}"""))
        .Verdict.Should().Be(PublicVectorVerdict.NotExpressible);
}
