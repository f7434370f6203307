using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Configured texts that are public keys, or are none: refused when the verifier is made, without a word of them.</summary>
public sealed class PublicKeyTests
{
    private const string Canary = "c4naryC4naryC4nary";

    private static readonly SignatureAlgorithm[] _algorithms =
        [SignatureAlgorithm.EcdsaP256Sha256, SignatureAlgorithm.RsaPkcs1Sha256, SignatureAlgorithm.RsaPssSha256];

    public static TheoryData<string> NoKeys =>
    [
        "", " ", Canary, "MFkw", "AAAA", Canary + "==", PublicKeys.P384, PublicKeys.Secp256k1, PublicKeys.Rsa1024, PublicKeys.P256[..^8],
        PublicKeys.P256[..^4] + "AAAAAAAA", PublicKeys.Pem(PublicKeys.P384), PublicKeys.Pem(Canary), "-----BEGIN PUBLIC KEY-----", "-----BEGIN ",
        $"-----BEGIN CERTIFICATE-----\n{PublicKeys.P256}\n-----END CERTIFICATE-----", PublicKeys.Pem(PublicKeys.P256) + PublicKeys.Pem(PublicKeys.OtherP256),
        PublicKeys.Pem(PublicKeys.P256).Replace("\n", "\\n", StringComparison.Ordinal),
    ];

    [Theory]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, PublicKeys.P256)]
    [InlineData(SignatureAlgorithm.RsaPkcs1Sha256, PublicKeys.Rsa2048)]
    [InlineData(SignatureAlgorithm.RsaPssSha256, PublicKeys.Rsa2048)]
    public void Verifier_PublicKeyInAnyText_IsAccepted(SignatureAlgorithm algorithm, string info)
    {
        string pem = PublicKeys.Pem(info);
        foreach (string text in new[] { info, $" {info}\n", pem, pem.Replace("\n", "\r\n", StringComparison.Ordinal), $"\n\n{pem}\n", "a comment\n" + pem })
        {
            Action make = () => Make(algorithm, text);

            make.Should().NotThrow("of {0}", text);
        }
    }

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void Verifier_TextThatIsNoKey_ThrowsWithoutQuotingIt(string text)
    {
        foreach (SignatureAlgorithm algorithm in _algorithms)
        {
            ShouldRefuse(algorithm, text);
        }
    }

    [Fact]
    public void Verifier_KeyOfAnotherKind_Throws()
    {
        ShouldRefuse(SignatureAlgorithm.EcdsaP256Sha256, PublicKeys.Rsa2048);
        ShouldRefuse(SignatureAlgorithm.RsaPkcs1Sha256, PublicKeys.P256);
        ShouldRefuse(SignatureAlgorithm.RsaPssSha256, PublicKeys.Pem(PublicKeys.P256));
    }

    [Fact]
    public void Verifier_PrivateKey_Throws()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (string text in new[]
        {
            ecdsa.ExportECPrivateKeyPem(), ecdsa.ExportPkcs8PrivateKeyPem(), Convert.ToBase64String(ecdsa.ExportPkcs8PrivateKey()),
            ecdsa.ExportSubjectPublicKeyInfoPem() + "\n" + ecdsa.ExportPkcs8PrivateKeyPem(),
        })
        {
            ShouldRefuse(SignatureAlgorithm.EcdsaP256Sha256, text);
        }
    }

    [Fact]
    public void Verifier_AnyText_ThrowsArgumentExceptionOrWorks()
    {
        byte[] info = Convert.FromBase64String(PublicKeys.P256);
        Gen<string> texts = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => Convert.ToBase64String(bytes ?? [])),
            from at in Gen.Choose(0, info.Length - 1)
            from value in Gen.Choose(0, 255)
            from isPem in Gen.Elements(true, false)
            select Changed(info, at, (byte)value, isPem));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(texts), text =>
        {
            foreach (SignatureAlgorithm algorithm in _algorithms)
            {
                try
                {
                    Make(algorithm, text).Verify("{}"u8, new SignatureHeaders(Convert.ToBase64String(new byte[70]))).IsValid.Should().BeFalse();
                }
                catch (ArgumentException e)
                {
                    e.InnerException.Should().BeNull();
                }
            }
        }));
    }

    [Fact]
    public void Verify_AnyBytesAsASignature_AreRefused()
    {
        var verifiers = _algorithms.Select(algorithm =>
            Make(algorithm, algorithm == SignatureAlgorithm.EcdsaP256Sha256 ? PublicKeys.P256 : PublicKeys.Rsa2048)).ToArray();
        Gen<byte[]> signatures = Gen.OneOf(
            ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => bytes ?? []),
            ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => (byte[])[0x30, (byte)(bytes?.Length ?? 0), .. bytes ?? []]),
            Gen.Elements(64, 70, 71, 72, 73, 255, 256, 257, 512, 513).Select(size => new byte[size]));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(signatures), signature =>
            verifiers.All(verifier => !verifier.Verify("{}"u8, new SignatureHeaders(Convert.ToBase64String(signature))).IsValid)));
    }

    private static string Changed(byte[] info, int at, byte value, bool isPem)
    {
        byte[] changed = [.. info];
        changed[at] = value;
        return isPem ? PublicKeys.Pem(Convert.ToBase64String(changed)) : Convert.ToBase64String(changed);
    }

    private static void ShouldRefuse(SignatureAlgorithm algorithm, string text)
    {
        Action make = () => Make(algorithm, text);

        ArgumentException thrown = make.Should().Throw<ArgumentException>().WithMessage("*index 0*").Which;
        thrown.InnerException.Should().BeNull();
        thrown.ToString().Should().NotContain(Canary).And.NotContain("MFkw").And.NotContain("BEGIN");
    }

    private static SignatureVerifier Make(SignatureAlgorithm algorithm, string key) =>
        new(new SignatureScheme { Header = "S", Algorithm = algorithm, Encoding = SignatureEncoding.Base64 }, [key]);
}
