using System.Security.Cryptography;

namespace Webhooks.Receiver.Tests;

/// <summary>Every algorithm, against values that openssl computed over the timestamp and the body.</summary>
public sealed class SignatureAlgorithmTests
{
    private const string Secret = "It's a secret";
    private const string Timestamp = "1600112502";
    private const string Body = """{"id":1}""";

    /// <summary>As below with -sigopt rsa_pss_saltlen:max: another salt than the one of the scheme.</summary>
    private const string PssWithLongestSalt =
        "FMZLJ1UInUEEDDb/LtQbHCLoteX9MzijQ4LrCZA1m/lHTPC2jagUs9/j7lFPFiScRillerBvFJJzOr395SNwdYGG+SaamUYOxCcmumFFXHokllz96cmgiUzs"
        + "o/BnXcOd75hxjgLyIOIyoMf8CRZ2CiNR82Mod4Pf5oFfhDc6Hjo+5L0cnHEMSbjKLG25NKRDKJ9zOo2Rx+7/4oev1gUsiDoSIznKtgy6ZCgnvet4w75Y927l"
        + "HigPeAW7LVISY9fSJDbXhQYSSUei0Sq/t4p5iKcRkdJSUg+Qxm6e6D3tUchrfE5CoXuc3s2rNFUZpK745mXIIJCLrgE/UkoUVoa+mg==";

    /// <summary>Made over M='1600112502{"id":1}', of which the first ten characters are the timestamp.</summary>
    public static TheoryData<SignatureAlgorithm, string, string> Computed => new()
    {
        // printf '%s' "$M" | openssl dgst -sha1 -hmac "It's a secret"
        { SignatureAlgorithm.HmacSha1, Secret, "ce8dcd84c2848444c13e157ca954269152d68175" },

        // printf '%s' "$M" | openssl dgst -sha256 -hmac "It's a secret"
        { SignatureAlgorithm.HmacSha256, Secret, "a4cb3f4b782b7c8c50e8b01b755e62d5b389a167ae32dd51c8a951a076b6ce25" },

        // printf '%s' "$M" | openssl dgst -sha384 -hmac "It's a secret"
        { SignatureAlgorithm.HmacSha384, Secret, "9d2dad687ec5ab37af76625a6a15a3b2361217bfa808626fcf335679fa450069e9f1bc17dc180350df0eaf84899e7336" },

        // printf '%s' "$M" | openssl dgst -sha512 -hmac "It's a secret"
        {
            SignatureAlgorithm.HmacSha512, Secret,
            "15bd554aac19b0290318805672b63f1fa8454fa07b9ca4260db6e6e28e3d87c59a541b407f9b1af67c6ffed1e6a60b1f371854795d4a93a67db868ca2b3e4826"
        },

        // printf '%s' "$M" | openssl dgst -sha256 -sign ec.pem | base64 -w0
        {
            SignatureAlgorithm.EcdsaP256Sha256, PublicKeys.P256,
            "MEUCIFrs5/oX+CUQOuqspvwo8lklvON3mKETwNkzW8nXhQKaAiEAzD38EjiE8JAWoGGIKhC3csKF1HDWUKUlmpa/3BoDg74="
        },

        // printf '%s' "$M" | openssl dgst -sha256 -sign rsa.pem | base64 -w0
        {
            SignatureAlgorithm.RsaPkcs1Sha256, PublicKeys.Rsa2048,
            "ReEwti8ekyH+oNSUaz814LzMUEQGQ2LfHbhJ4VunG3UbQWs1i2gCKM0C9xIwYrcNSr5LkYNltrAMhCUnoA9d+nYr1Wvfzt0XXd608DKgHMGyIcCcDtk9vKpB"
                + "+mu2nDRw/sTabG1gB7q3GiPGSAHM/Xei8/A5578IkIJTaSyCwnFY8FwJIqwN7/05yIe1WPWOuAn/KPp3Y85/oRE/Xza4tfVy1jQ13P0TpceC6wcdtxE5H4RF"
                + "jaRE+aZXkUnGD8D4oXGkqoOIsfHpvMyUaxSlZA9oGu9EvB7A5Cq9Eu8iaVMpnsXdy+kjqdK84gI+7l3lFAyNGtvc4mQ1v/7ET3tnKg=="
        },

        // printf '%s' "$M" | openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -sign rsa.pem | base64 -w0
        {
            SignatureAlgorithm.RsaPssSha256, PublicKeys.Rsa2048,
            "Jz7CfP5OhdE3rgbgexSRd+Uy42QxYwX3/Ijuin60iy+DB2B2ySdIUrMiyzXPHZN9wHW5plrs+kv36T3Pyr/SerSzw8ycKwRn+nj9/SoVsPrAi7QrlhJC7CY5"
                + "TxqoLcFdUof5NrzDW9yvRHN1bG8ufTpqcnK4ZaoBmxEJ81Qzq7ZPfOmflGEZPz9wTJScYJG4KVMnRr7l9h+a+3rMM6UnONExbEEn6RptvALH2ETAs060UHj/"
                + "3QJbcRvLhEuZtAPVvnFIbbVAy+ZWHtZxsYA3SsKO/zmzP7j88ikjgmJgJLODJW99VZhpjiMYO0WCNeBmhG6xu9fmW7f6MOoK94fvbw=="
        },
    };

    private static ManualTimeProvider Clock => new(DateTimeOffset.FromUnixTimeSeconds(1600112502));

    [Theory]
    [MemberData(nameof(Computed))]
    public void Verify_SignedByOpenssl_IsValid(SignatureAlgorithm algorithm, string secret, string signature)
    {
        Verify(algorithm, secret, signature, Body).Should().BeNull();
        Verify(algorithm, secret, signature, Body + " ").Should().Be(SignatureFailure.SignatureMismatch);
        Verify(algorithm, secret, signature, Body, timestamp: "1600112503").Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void Verify_SignedByOpensslInAnyEncodingAndAList_IsValid(SignatureAlgorithm algorithm, string secret, string signature)
    {
        foreach (SignatureEncoding encoding in new[] { SignatureEncoding.Hex, SignatureEncoding.Base64 })
        {
            string Encode(byte[] bytes) => encoding == SignatureEncoding.Hex ? Convert.ToHexStringLower(bytes) : Convert.ToBase64String(bytes);
            string text = Encode(Bytes(algorithm, signature));
            string other = Encode([0x00, 0xff]);
            var scheme = new SignatureScheme
            {
                Header = "S",
                Algorithm = algorithm,
                Encoding = encoding,
                Format = SignatureFormat.List(' ', "v1,"),
                Timestamp = SignatureTimestamp.InHeader("T"),
                SignedContent = [SignedPart.Timestamp, SignedPart.Body],
            };
            var verifier = new SignatureVerifier(scheme, [secret], Clock);

            foreach (string list in new[] { $"v1,{text}", $"v1,{other} v1,{text}", $"v1,{text} v1,{other} v0,zz", $"v1,!! v1,{text}" })
            {
                var headers = new SignatureHeaders(list, Timestamp);
                verifier.Verify(Sender.Utf8(Body), headers).Failure.Should().BeNull("of {0}", list);
                verifier.Verify(Sender.Utf8(Body + "x"), headers).Failure.Should().Be(SignatureFailure.SignatureMismatch);
                verifier.CheckHeaders(headers).Should().BeNull();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void Verify_EveryBitOfTheSignatureChanged_IsRefused(SignatureAlgorithm algorithm, string secret, string signature)
    {
        byte[] bytes = Bytes(algorithm, signature);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Verify(algorithm, secret, Text(algorithm, bytes), Body).Should().Be(SignatureFailure.SignatureMismatch, "of bit {0}", bit);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void Verify_SignatureOfAnotherLength_IsRefused(SignatureAlgorithm algorithm, string secret, string signature)
    {
        byte[] bytes = Bytes(algorithm, signature);
        foreach (byte[] other in new byte[][] { [], bytes[..1], bytes[..^1], [.. bytes, 0], [0, .. bytes], [.. bytes, .. bytes], [.. bytes, .. new byte[600]] })
        {
            Verify(algorithm, secret, Text(algorithm, other), Body)
                .Should().NotBeNull("of {0} bytes", other.Length).And.NotBe(SignatureFailure.NotVerified);
        }
    }

    [Fact]
    public void Verify_OneAlgorithmsSignatureForAnother_IsRefused()
    {
        string pkcs1 = (string)Computed.Single(row => (SignatureAlgorithm)row[0] == SignatureAlgorithm.RsaPkcs1Sha256)[2];
        string pss = (string)Computed.Single(row => (SignatureAlgorithm)row[0] == SignatureAlgorithm.RsaPssSha256)[2];

        Verify(SignatureAlgorithm.RsaPssSha256, PublicKeys.Rsa2048, pkcs1, Body).Should().Be(SignatureFailure.SignatureMismatch);
        Verify(SignatureAlgorithm.RsaPkcs1Sha256, PublicKeys.Rsa2048, pss, Body).Should().Be(SignatureFailure.SignatureMismatch);
        Verify(SignatureAlgorithm.RsaPssSha256, PublicKeys.Rsa2048, PssWithLongestSalt, Body).Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Verify_SendGridsPublishedExample_IsValid()
    {
        // github.com/sendgrid/sendgrid-nodejs, packages/eventwebhook/src/eventwebhook.spec.js
        const string Key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
        const string Signature = "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
        const string Event =
            """[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","""
            + "\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\","
            + "\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n";

        Verify(SignatureAlgorithm.EcdsaP256Sha256, Key, Signature, Event).Should().BeNull();
        Verify(SignatureAlgorithm.EcdsaP256Sha256, Key, Signature, Event.TrimEnd()).Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Verify_SeveralPublicKeys_AcceptsASignatureOfEach()
    {
        using var first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var verifier = new SignatureVerifier(
            Scheme(SignatureAlgorithm.EcdsaP256Sha256), [first.ExportSubjectPublicKeyInfoPem(), second.ExportSubjectPublicKeyInfoPem()], Clock);

        foreach (ECDsa key in new[] { first, second })
        {
            byte[] signature = key.SignData(Sender.Utf8(Timestamp + Body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            verifier.Verify(Sender.Utf8(Body), new SignatureHeaders(Convert.ToBase64String(signature), Timestamp)).Failure.Should().BeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void Verify_ByManyThreadsWithOneKey_IsRightEachTime(SignatureAlgorithm algorithm, string secret, string signature)
    {
        var verifier = new SignatureVerifier(Scheme(algorithm), [secret], Clock);
        int wrong = 0;

        Parallel.For(0, 200, number =>
        {
            byte[] body = Sender.Utf8(number % 2 == 0 ? Body : Body + number);
            bool isValid = verifier.Verify(body, new SignatureHeaders(signature, Timestamp)).IsValid;
            Interlocked.Add(ref wrong, isValid == (number % 2 == 0) ? 0 : 1);
        });

        wrong.Should().Be(0);
    }

    private static bool IsHmac(SignatureAlgorithm algorithm) => algorithm <= SignatureAlgorithm.HmacSha512;

    private static byte[] Bytes(SignatureAlgorithm algorithm, string signature) =>
        IsHmac(algorithm) ? Convert.FromHexString(signature) : Convert.FromBase64String(signature);

    private static string Text(SignatureAlgorithm algorithm, byte[] signature) =>
        IsHmac(algorithm) ? Convert.ToHexStringLower(signature) : Convert.ToBase64String(signature);

    private static SignatureScheme Scheme(SignatureAlgorithm algorithm) => new()
    {
        Header = "S",
        Algorithm = algorithm,
        Encoding = IsHmac(algorithm) ? SignatureEncoding.Hex : SignatureEncoding.Base64,
        Timestamp = SignatureTimestamp.InHeader("T"),
        SignedContent = [SignedPart.Timestamp, SignedPart.Body],
    };

    private static SignatureFailure? Verify(SignatureAlgorithm algorithm, string secret, string signature, string body, string timestamp = Timestamp) =>
        new SignatureVerifier(Scheme(algorithm), [secret], Clock).Verify(Sender.Utf8(body), new SignatureHeaders(signature, timestamp)).Failure;
}
