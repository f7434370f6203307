using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>
/// Vectors of schemes that are not known by name: what no guess verifies is counted as not expressible, and what a scheme of a known name gets wrong
/// never is. The signatures come from openssl: <c>printf '%s' '1773424274.{"id":"evt_1"}' | openssl dgst -sha256 -hmac 's3cret-4711'</c>, and with a third part
/// that no guess has: <c>1773424274.x9.{"id":"evt_1"}</c>.
/// </summary>
public sealed class UnknownSchemeTests
{
    private const string Body = """{"id":"evt_1"}""";
    private const string Signed = "t=1773424274,v1=e941dc8d7421d38e00c10d0784e5d331fda144a2c6204f9cb08b697efce5fe7e";
    private const string SignedOtherwise = "t=1773424274,v1=2a8ab8ba6b60a66c406ac022684b908695e6f995a9b4c6d510506a3b83d3b8d5";
    private const int Now = 1773424300;

    [Fact]
    public void Run_ValidVectorThatNoGuessVerifies_IsNotExpressible()
    {
        var (_, verdict, note) = PublicVectorRunner.Run(Vector(isValid: true, signature: SignedOtherwise));

        verdict.Should().Be(PublicVectorVerdict.NotExpressible);
        note.Should().Be("expected valid; scheme 'somebody': what its sender signs is not known");
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("Stripe Webhooks")]
    [InlineData("stripe-connect")]
    public void Run_ValidVectorOfKnownNameThatFails_IsWrong(string scheme) => PublicVectorRunner.Run(
        Vector(isValid: true, scheme, "Stripe-Signature", SignedOtherwise)).Verdict.Should().Be(PublicVectorVerdict.Wrong);

    [Fact]
    public void Run_ValidVectorOfNamedFormThatFails_IsWrong() => PublicVectorRunner.Run(
        Vector(isValid: true, "calendly", "Calendly-Webhook-Signature", SignedOtherwise)).Verdict.Should().Be(PublicVectorVerdict.Wrong);

    [Fact]
    public void Run_KnownNameWithAnotherHeader_IsWrongIfNoGuessVerifiesIt() => PublicVectorRunner.Run(
        Vector(isValid: true, "stripe", "X-Any-Signature", SignedOtherwise)).Verdict.Should().Be(PublicVectorVerdict.Wrong);

    [Fact]
    public void Run_InvalidVectorWithoutValidOneBeside_IsNotExpressible() => PublicVectorRunner.Run(
        Vector(isValid: false, body: "{}")).Verdict.Should().Be(PublicVectorVerdict.NotExpressible);

    [Fact]
    public void RunFile_InvalidVectorsBesideValidOne_AreRight() => Verdicts(
        Vector(isValid: false, body: "{}"),
        Vector(isValid: true),
        Vector(isValid: false, secret: "another secret"),
        Vector(isValid: false, now: Now + 3600),
        Vector(isValid: false, header: "X-Request", signature: "none")).Should().AllBeEquivalentTo(PublicVectorVerdict.Right);

    [Theory]
    [InlineData("somebody else", "X-Some-Signature", "s3cret-4711")]
    [InlineData("somebody", "X-Other-Signature", "s3cret-4711")]
    [InlineData("somebody", "X-Some-Signature", "00112233445566778899aabbccddeeff")]
    public void RunFile_InvalidVectorUnlikeTheValidOne_IsNotExpressible(string scheme, string header, string secret) => Verdicts(
        Vector(isValid: true),
        Vector(isValid: false, scheme, header, body: "{}", secret: secret))
        .Should().Equal(PublicVectorVerdict.Right, PublicVectorVerdict.NotExpressible);

    [Fact]
    public void RunFile_InvalidVectorBesideValidOneThatNoGuessVerifies_IsNotExpressible() => Verdicts(
        Vector(isValid: true, signature: SignedOtherwise),
        Vector(isValid: false, body: "{}")).Should().AllBeEquivalentTo(PublicVectorVerdict.NotExpressible);

    [Fact]
    public void RunFile_InvalidVectorInTheFormOfValidOneThatIsNotUnderstood_IsNotExpressible() => Verdicts(
        Vector(isValid: true, signature: "t=1773424274,v1=~~~~~~~~~~~~~~~~~~~~~~~~"),
        Vector(isValid: false, signature: "t=1773424274,v1=~~~~~~~~~~~~~~~~~~~~~~~~", body: "{}")).Should().AllBeEquivalentTo(PublicVectorVerdict.NotExpressible);

    [Fact]
    public void RunFile_InvalidVectorThatAGuessVerifies_IsWrong() => Verdicts(
        Vector(isValid: true),
        Vector(isValid: false),
        Vector(isValid: false, scheme: "somebody else")).Should().Equal(PublicVectorVerdict.Right, PublicVectorVerdict.Wrong, PublicVectorVerdict.Wrong);

    [Theory]
    [InlineData("t=1773424274,v1=~~~~~~~~~~~~~~~~~~~~~~~~", "s3cret-4711")]
    [InlineData("t=soon,v1=e941dc8d7421d38e00c10d0784e5d331fda144a2c6204f9cb08b697efce5fe7e", "s3cret-4711")]
    [InlineData(Signed, "")]
    public void Run_InvalidVectorThatIsRefusedWhateverIsSigned_IsRight(string signature, string secret) => PublicVectorRunner.Run(
        Vector(isValid: false, signature: signature, secret: secret)).Verdict.Should().Be(PublicVectorVerdict.Right);

    private static IEnumerable<PublicVectorVerdict> Verdicts(params JsonElement[] file) => PublicVectorRunner.RunFile(file).Select(result => result.Verdict);

    private static JsonElement Vector(
        bool isValid, string scheme = "somebody", string header = "X-Some-Signature", string signature = Signed, string body = Body,
        string secret = "s3cret-4711", int now = Now) => JsonElement.Parse(
            new JsonObject
            {
                ["name"] = "of openssl",
                ["scheme"] = scheme,
                ["algorithm"] = "hmac-sha256",
                ["secret"] = secret,
                ["headers"] = new JsonObject { [header] = signature },
                ["body"] = body,
                ["now"] = now,
                ["expected_valid"] = isValid,
            }.ToJsonString());
}
