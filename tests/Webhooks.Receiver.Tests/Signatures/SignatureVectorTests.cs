using System.Text.Json;

namespace Webhooks.Receiver.Tests;

public sealed class SignatureVectorTests
{
    private const int ShortBody = 300;

    public static TheoryData<int, string> Cases => SignatureVector.Rows(SignatureVector.All, _ => true);

    public static TheoryData<string> Providers => [.. VectorSchemes.Providers];

    [Theory]
    [MemberData(nameof(Providers))]
    public void All_EachProvider_HasValidAndRefusedCases(string provider)
    {
        SignatureVector.Of(provider).Should().Contain(vector => vector.IsValid);
        SignatureVector.Of(provider).Should().Contain(vector => !vector.IsValid);
    }

    [Fact]
    public void Of_ProviderWithoutScheme_Throws()
    {
        Action of = () => VectorSchemes.Of("nobody");

        of.Should().Throw<ArgumentException>();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_BodyInOnePiece_IsAsExpected(int index, string name)
    {
        (SignatureVector vector, SignatureVerifier verifier, WebhookHeaders headers) = Arrange(index);

        Verdict(verifier.Verify(vector.Body, headers)).Should().Be(vector.Expect, name);
        Verdict(verifier.Verify(vector.Body, SignatureHeaders.From(verifier.Scheme, headers))).Should().Be(vector.Expect, name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_BodyCutAnywhere_IsAsExpected(int index, string name)
    {
        (SignatureVector vector, SignatureVerifier verifier, WebhookHeaders headers) = Arrange(index);
        int length = vector.Body.Length;
        int step = length <= ShortBody ? 1 : Math.Max(1, length / ShortBody);

        for (int cut = 0; cut <= length; cut += step)
        {
            int further = cut + ((length - cut) / 2);
            Verdict(verifier.Verify(BodyPieces.Join(vector.Body.AsMemory(0, cut), vector.Body.AsMemory(cut)), headers))
                .Should().Be(vector.Expect, "of {0} cut at {1}", name, cut);
            Verdict(verifier.Verify(BodyPieces.Cut(vector.Body, cut, further), SignatureHeaders.From(verifier.Scheme, headers)))
                .Should().Be(vector.Expect, "of {0} cut at {1} and {2}, with empty pieces", name, cut, further);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CheckHeaders_EachCase_SaysWhatVerifySaysWithoutTheBody(int index, string name)
    {
        (SignatureVector vector, SignatureVerifier verifier, WebhookHeaders headers) = Arrange(index);
        bool needsBody = vector.Expect is "valid" or "signature_mismatch" or "timestamp_outside_tolerance";

        SignatureFailure? failure = verifier.CheckHeaders(SignatureHeaders.From(verifier.Scheme, headers));

        Snake(failure).Should().Be(needsBody ? null : vector.Expect, name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ProvidersVerify_AllHeaders_IsAsExpected(int index, string name)
    {
        SignatureVector vector = SignatureVector.All[index];
        var one = VectorProvider.Of(vector);
        var headers = WebhookHeaders.From(vector.Headers);

        Verdict(one.Verify(vector.Body, headers)).Should().Be(vector.Expect, name);
        Verdict(one.VerifyPieces(BodyPieces.Cut(vector.Body, vector.Body.Length / 2), headers)).Should().Be(vector.Expect, name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ProvidersVerify_HeaderValues_IsAsExpected(int index, string name)
    {
        SignatureVector vector = SignatureVector.All[index];
        SignatureScheme scheme = VectorSchemes.Of(vector.Provider);
        string[] signatures = ValuesOf(vector, scheme.Header!);
        string[] timestamps = scheme.Timestamp?.Header is { } header ? ValuesOf(vector, header) : [];
        if (signatures.Length > 1 || timestamps.Length > 1)
        {
            vector.Expect.Should().BeOneOf(["signature_ambiguous", "timestamp_ambiguous", "signature_missing"], "{0} cannot be told in one string", name);
            return;
        }

        var one = VectorProvider.Of(vector);
        (string? signature, string? timestamp) = (signatures.SingleOrDefault(), timestamps.SingleOrDefault());
        Verdict(one.VerifyValues(vector.Body, signature, timestamp)).Should().Be(vector.Expect, name);
        Verdict(one.VerifyValuesInPieces(BodyPieces.Cut(vector.Body, vector.Body.Length / 2), signature, timestamp)).Should().Be(vector.Expect, name);
    }

    [Fact]
    public void All_OfTheRepository_AreAllHere() =>
        SignatureVector.OfTheRepository.Count.Should().BeGreaterThanOrEqualTo(129, "a row that is not read cannot fail");

    [Fact]
    public void AllWith_FurtherFiles_AreReadCaseByCaseAndVerified()
    {
        using UnusualVectorFile file = new(), another = new();

        IReadOnlyList<SignatureVector> all = SignatureVector.AllWith($"{file.Path}{Path.PathSeparator}{another.Path}");

        SignatureVector[] further = [.. all.Skip(SignatureVector.OfTheRepository.Count)];
        further.Should().HaveCount(2 * UnusualVectorFile.Count);
        SignatureVector.Rows(further, _ => true).Select(row => row[0]).Should().OnlyHaveUniqueItems();
        further.Count(vector => vector.Name == "repeated").Should().Be(6);
        further.Select(Verdict).Should().Equal(further.Select(vector => vector.Expect));
    }

    private static string[] ValuesOf(SignatureVector vector, string name) =>
        [.. vector.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    private static (SignatureVector Vector, SignatureVerifier Verifier, WebhookHeaders Headers) Arrange(int index)
    {
        SignatureVector vector = SignatureVector.All[index];
        return (vector, VerifierOf(vector), WebhookHeaders.From(vector.Headers));
    }

    private static SignatureVerifier VerifierOf(SignatureVector vector) =>
        new(VectorSchemes.Of(vector.Provider), vector.Secrets, new ManualTimeProvider(vector.Now));

    private static string Verdict(SignatureVector vector) =>
        Verdict(VerifierOf(vector).Verify(vector.Body, WebhookHeaders.From(vector.Headers)));

    private static string Verdict(SignatureResult result) => result.IsValid ? "valid" : Snake(result.Failure)!;

    private static string? Snake(SignatureFailure? failure) =>
        failure is { } known ? JsonNamingPolicy.SnakeCaseLower.ConvertName(known.ToString()) : null;
}
