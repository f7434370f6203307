namespace Webhooks.Receiver.Tests;

public sealed class SecretEncodingTests
{
    private const string Canary = "c4nary";

    public static TheoryData<string> BlankSecrets => ["", " ", "\t", "\r\n", "\u00a0", "\u3000"];

    [Theory]
    [MemberData(nameof(BlankSecrets))]
    public void Verifier_BlankSecret_Throws(string blank)
    {
        foreach (SecretEncoding encoding in new[] { SecretEncoding.Utf8, SecretEncoding.Hex, SecretEncoding.Base64("whsec_") })
        {
            Action alone = () => Make(encoding, blank);
            Action besideAGoodOne = () => Make(encoding, "00ff", blank);

            alone.Should().Throw<ArgumentException>().WithParameterName("secrets").WithMessage("*index 0*");
            besideAGoodOne.Should().Throw<ArgumentException>().WithParameterName("secrets").WithMessage("*index 1*");
        }
    }

    [Fact]
    public void Verifier_NullSecret_Throws()
    {
        Action make = () => Make(SecretEncoding.Utf8, [null!]);

        make.Should().Throw<ArgumentException>().WithParameterName("secrets");
    }

    [Fact]
    public void Verifier_NoSecret_Throws()
    {
        Action none = () => Make(SecretEncoding.Utf8);
        Func<SignatureVerifier> noList = () => new(VectorSchemes.AdGem, null!);

        none.Should().Throw<ArgumentException>().WithParameterName("secrets").WithMessage("No secret is given.*");
        noList.Should().Throw<ArgumentNullException>();
    }

    [Theory]
    [InlineData("hex", Canary)]
    [InlineData("hex", "0c4")]
    [InlineData("hex", "0xc4")]
    [InlineData("hex", "c4 c4")]
    [InlineData("base64", Canary + "!")]
    [InlineData("base64", "whsec_")]
    [InlineData("base64", "WHSEC_" + Canary)]
    [InlineData("base64", "whsec_whsec_c4nr")]
    [InlineData("base64", "c4na=")]
    public void Verifier_UndecodableSecret_ThrowsWithoutQuotingIt(string encoding, string secret)
    {
        ShouldRefuse(encoding == "hex" ? SecretEncoding.Hex : SecretEncoding.Base64("whsec_"), secret);
    }

    [Fact]
    public void Verifier_TextThatIsNoUnicode_ThrowsWithoutQuotingIt()
    {
        ShouldRefuse(SecretEncoding.Utf8, Canary + (char)0xd800);
    }

    [Theory]
    [InlineData("hex", "00ff80a5")]
    [InlineData("hex", "00FF80A5")]
    [InlineData("hex", " 00ff80a5\n")]
    [InlineData("base64", "AP+ApQ==")]
    [InlineData("base64", "whsec_AP+ApQ==")]
    [InlineData("base64", " whsec_AP+ApQ==\n")]
    public void Verifier_EncodedSecret_SignsWithItsBytes(string encoding, string secret)
    {
        SecretEncoding of = encoding == "hex" ? SecretEncoding.Hex : SecretEncoding.Base64("whsec_");

        // printf '%s' '{"id":1}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00ff80a5
        Make(of, secret).Verify(
                """{"id":1}"""u8, new SignatureHeaders("3d746d0c4068fca0b402c25b149e6afbe5b054dae459dca2768c2c998814771c"))
            .IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData(" padded ")]
    [InlineData("ünï 🔑")]
    [InlineData("00ff")]
    [InlineData("whsec_AP+ApQ==")]
    [InlineData("a key longer than the block of sixty-four bytes, which the hash function shortens first")]
    public void Utf8_AnyText_IsTheKeyAsItStands(string secret)
    {
        string signature = Sender.Hex(System.Security.Cryptography.HMACSHA256.HashData(Sender.Utf8(secret), "{}"u8.ToArray()));

        Make(SecretEncoding.Utf8, secret).Verify("{}"u8, new SignatureHeaders(signature)).IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData("hex", " 00ff80a5", "00ff80a5")]
    [InlineData("hex", "00f", null)]
    [InlineData("base64", "whsec_AP+ApQ==", "00ff80a5")]
    [InlineData("base64", "whsec_AP+ApQ", "00ff80a5")]
    [InlineData("base64", "AP+ApQ=", "00ff80a5")]
    [InlineData("base64", "AP+A", "00ff80")]
    [InlineData("base64", "AP+ApQA", "00ff80a500")]
    [InlineData("base64", "AP+A\npQ", "00ff80a5")]
    [InlineData("base64", "AP+ApQ===", null)]
    [InlineData("base64", "AP+Ap", null)]
    [InlineData("base64", "AP=ApQ", null)]
    [InlineData("base64", "A", null)]
    [InlineData("base64", "=", null)]
    [InlineData("base64", "whsec_", null)]
    [InlineData("utf-8", " k", "206b")]
    [InlineData("utf-8", " ", null)]
    [InlineData("utf-8", null, null)]
    public void TryDecode_Text_IsTheKeyOrNone(string encoding, string? secret, string? expected)
    {
        SecretEncoding of = encoding switch { "hex" => SecretEncoding.Hex, "base64" => SecretEncoding.Base64("whsec_"), _ => SecretEncoding.Utf8 };

        of.TryDecode(secret, out byte[]? key).Should().Be(expected is not null);

        (key is null ? null : Sender.Hex(key)).Should().Be(expected);
    }

    [Fact]
    public void Base64_NullPrefix_Throws()
    {
        Action make = () => SecretEncoding.Base64(null!);

        make.Should().Throw<ArgumentNullException>();
    }

    private static void ShouldRefuse(SecretEncoding encoding, string secret)
    {
        Action make = () => Make(encoding, secret);

        ArgumentException thrown = make.Should().Throw<ArgumentException>().WithMessage("*index 0*").Which;
        thrown.InnerException.Should().BeNull();
        thrown.ToString().Should().NotContain(secret).And.NotContain("c4na");
    }

    private static SignatureVerifier Make(SecretEncoding encoding, params string[] secrets) =>
        new(new SignatureScheme { Header = "S", SecretEncoding = encoding }, secrets);
}
