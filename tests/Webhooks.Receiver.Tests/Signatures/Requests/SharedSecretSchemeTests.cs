namespace Webhooks.Receiver.Tests;

/// <summary>Secrets that a sender sends along, as GitLab, Telegram and Okta do.</summary>
public sealed class SharedSecretSchemeTests
{
    private static readonly SignatureScheme _gitLab = Scheme(SignatureFormat.Value());

    [Theory]
    [InlineData("s3cret", true)]
    [InlineData(" s3cret\t", true)]
    [InlineData("old one", true)]
    [InlineData("S3cret", false)]
    [InlineData("s3cre", false)]
    [InlineData("s3crets", false)]
    [InlineData("s3cret,s3cret", false)]
    [InlineData("ünï", false)]
    [InlineData("\0", false)]
    public void Verify_Secret_IsComparedAsAWhole(string sent, bool isValid)
    {
        SignatureResult result = new SignatureVerifier(_gitLab, ["s3cret", "old one"]).Verify("{}"u8, new SignatureHeaders(sent));

        result.Failure.Should().Be(isValid ? null : SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [InlineData("SSWS s3cret", null)]
    [InlineData("s3cret", SignatureFailure.SignatureMalformed)]
    [InlineData("ssws s3cret", SignatureFailure.SignatureMalformed)]
    [InlineData("SSWS ", SignatureFailure.SignatureMalformed)]
    [InlineData("SSWS s3cre", SignatureFailure.SignatureMismatch)]
    [InlineData("", SignatureFailure.SignatureMissing)]
    public void Verify_SecretAfterAPrefix_IsComparedWithoutIt(string sent, SignatureFailure? failure) =>
        new SignatureVerifier(Scheme(SignatureFormat.Value("SSWS ")), ["s3cret"]).Verify("{}"u8, new SignatureHeaders(sent)).Failure.Should().Be(failure);

    [Fact]
    public void Verify_HeaderAbsentOrRepeated_IsRefused()
    {
        var verifier = new SignatureVerifier(_gitLab, ["s3cret"]);

        verifier.Verify("{}"u8, default(SignatureHeaders)).Failure.Should().Be(SignatureFailure.SignatureMissing);
        verifier.Verify("{}"u8, new SignatureHeaders(new(["s3cret", "s3cret"]))).Failure.Should().Be(SignatureFailure.SignatureAmbiguous);
        verifier.Verify("{}"u8, new SignatureHeaders(new string('a', 100_000))).Failure.Should().Be(SignatureFailure.SignatureMalformed);
    }

    [Fact]
    public void Verify_SecretOutsideAscii_IsComparedAsUtf8() =>
        new SignatureVerifier(_gitLab, ["ünï 🔑"]).Verify("{}"u8, new SignatureHeaders("ünï 🔑")).Failure.Should().BeNull();

    [Fact]
    public void Verify_SecretInTheQuery_IsDecoded()
    {
        var scheme = new SignatureScheme { QueryParameter = "token", Algorithm = SignatureAlgorithm.SharedSecret, SignedContent = [] };
        var verifier = new SignatureVerifier(scheme, ["a secret & more"]);

        verifier.Verify("{}"u8, SignatureHeaders.From(scheme, WebhookHeaders.Empty, "POST", "/p?token=a%20secret%20%26%20more")).Failure.Should().BeNull();
        verifier.Verify("{}"u8, SignatureHeaders.From(scheme, WebhookHeaders.Empty, "POST", "/p?token=a+secret+%26+more")).Failure
            .Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t\n")]
    public void Verifier_BlankSecret_Throws(string blank)
    {
        Action make = () => _ = new SignatureVerifier(_gitLab, ["good", blank]);

        make.Should().Throw<ArgumentException>().WithMessage("*index 1*");
    }

    [Theory]
    [InlineData("good ")]
    [InlineData("\tgood")]
    public void Verifier_SecretThatNoHeaderCanHave_Throws(string secret)
    {
        Action make = () => _ = new SignatureVerifier(_gitLab, [secret]);

        make.Should().Throw<ArgumentException>().WithMessage("*index 0*");
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void Verifier_LongSecret_IsAcceptedIfItCanBeCompared(int length, bool isAccepted)
    {
        string secret = new('s', length);
        Func<SignatureVerifier> make = () => new SignatureVerifier(_gitLab, [secret]);

        if (isAccepted)
        {
            make().Verify("{}"u8, new SignatureHeaders(secret)).IsValid.Should().BeTrue();
        }
        else
        {
            make.Should().Throw<ArgumentException>();
        }
    }

    private static SignatureScheme Scheme(SignatureFormat format) =>
        new() { Header = "X-Gitlab-Token", Algorithm = SignatureAlgorithm.SharedSecret, Format = format, SignedContent = [] };
}
