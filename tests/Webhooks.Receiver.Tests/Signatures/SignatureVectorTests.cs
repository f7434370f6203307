using System.Text.Json;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class SignatureVectorTests
{
    private const int ShortBody = 300;

    /// <summary>By position as well as by name: further files may repeat names.</summary>
    public static TheoryData<int, string> Cases => Select(_ => true);

    public static TheoryData<int, string> CueCases => Select(vector => vector.Provider == "cue");

    public static TheoryData<string> Providers => [.. VectorSchemes.Providers];

    [Theory]
    [MemberData(nameof(Providers))]
    public void All_EachProvider_HasValidAndRefusedCases(string provider)
    {
        SignatureVector.Of(provider).Should().Contain(vector => vector.Expect == "valid");
        SignatureVector.Of(provider).Should().Contain(vector => vector.Expect != "valid");
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
        Verdict(verifier.Verify(vector.Body, SignatureHeaders.Of(verifier.Scheme, headers))).Should().Be(vector.Expect, name);
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
            Verdict(verifier.Verify(BodyPieces.Cut(vector.Body, cut, further), SignatureHeaders.Of(verifier.Scheme, headers)))
                .Should().Be(vector.Expect, "of {0} cut at {1} and {2}, with empty pieces", name, cut, further);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CheckHeaders_EachCase_SaysWhatVerifySaysWithoutTheBody(int index, string name)
    {
        (SignatureVector vector, SignatureVerifier verifier, WebhookHeaders headers) = Arrange(index);
        bool needsBody = vector.Expect is "valid" or "signature_mismatch" or "timestamp_outside_tolerance";

        SignatureFailure? failure = verifier.CheckHeaders(SignatureHeaders.Of(verifier.Scheme, headers));

        Snake(failure).Should().Be(needsBody ? null : vector.Expect, name);
    }

    [Theory]
    [MemberData(nameof(CueCases))]
    public void CueWebhooksVerify_AllHeaders_IsAsExpected(int index, string name)
    {
        SignatureVector vector = SignatureVector.All[index];
        var cue = new CueWebhooks(vector.Secrets, new ManualTimeProvider(vector.Now));
        var headers = WebhookHeaders.From(vector.Headers);

        Verdict(cue.Verify(vector.Body, headers)).Should().Be(vector.Expect, name);
        Verdict(cue.Verify(BodyPieces.Cut(vector.Body, vector.Body.Length / 2), headers)).Should().Be(vector.Expect, name);
    }

    [Theory]
    [MemberData(nameof(CueCases))]
    public void CueWebhooksVerify_OneHeaderValue_IsAsExpected(int index, string name)
    {
        SignatureVector vector = SignatureVector.All[index];
        var cue = new CueWebhooks(vector.Secrets);
        string[] values = [.. vector.Headers
            .Where(header => header.Key.Equals("cue-signature", StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value)];
        if (values.Length > 1)
        {
            vector.Expect.Should().Be("signature_ambiguous", "{0} cannot be told in one string", name);
            return;
        }

        string? value = values.SingleOrDefault();
        Verdict(cue.Verify(vector.Body, value)).Should().Be(vector.Expect, name);
        Verdict(cue.Verify(BodyPieces.Cut(vector.Body, vector.Body.Length / 2), value)).Should().Be(vector.Expect, name);
    }

    private static (SignatureVector Vector, SignatureVerifier Verifier, WebhookHeaders Headers) Arrange(int index)
    {
        SignatureVector vector = SignatureVector.All[index];
        var verifier = new SignatureVerifier(VectorSchemes.Of(vector.Provider), vector.Secrets, new ManualTimeProvider(vector.Now));
        return (vector, verifier, WebhookHeaders.From(vector.Headers));
    }

    private static string Verdict(SignatureResult result) => result.IsValid ? "valid" : Snake(result.Failure)!;

    private static string? Snake(SignatureFailure? failure) =>
        failure is { } known ? JsonNamingPolicy.SnakeCaseLower.ConvertName(known.ToString()) : null;

    private static TheoryData<int, string> Select(Func<SignatureVector, bool> isWanted)
    {
        TheoryData<int, string> rows = [];
        foreach ((int index, SignatureVector vector) in SignatureVector.All.Index().Where(row => isWanted(row.Item)))
        {
            rows.Add(index, vector.Name);
        }

        return rows;
    }
}
