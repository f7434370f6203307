using System.Text.Json;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Verifies a vector as an app would that has the catalogue, at the vector's time.</summary>
internal static class PublicVectorRunner
{
    private const string Valid = "valid";

    private const string Refused = "the secret is refused";

    private static readonly TimeSpan _anyAge = TimeSpan.FromDays(300 * 365);

    /// <summary>Reads and runs the vectors of a file. What cannot be read is counted, and does not keep the others from being run.</summary>
    public static IEnumerable<(string Name, PublicVectorVerdict Verdict, string Note)> RunFile(IReadOnlyList<JsonElement> file)
    {
        (string Name, PublicVector? Vector, string Note)[] vectors = [.. file.Select(Read)];
        PublicVector[] all = [.. vectors.Select(vector => vector.Vector).OfType<PublicVector>()];
        return vectors.Select(vector => vector.Vector is { } read ? Run(vector.Name, read, all) : (vector.Name, PublicVectorVerdict.NotExpressible, vector.Note));
    }

    /// <summary>Reads and runs a file of one vector.</summary>
    public static (string Name, PublicVectorVerdict Verdict, string Note) Run(JsonElement json) => RunFile([json]).Single();

    /// <returns>The verdict, and what stands in the way if the vector cannot be expressed.</returns>
    public static (PublicVectorVerdict Verdict, string Note) Run(PublicVector vector, IReadOnlyList<PublicVector> file)
    {
        bool isKnown = PublicVectorSchemes.IsKnownByName(vector);
        PublicVectorScheme[] proven =
            isKnown || vector.IsValid ? [] : [.. PublicVectorProof.Of(vector, file, (valid, scheme) => Outcomes(valid, scheme).Contains(Valid))];
        PublicVectorScheme[] schemes = [.. proven, .. PublicVectorSchemes.FindAll(vector)];
        if (schemes.Length == 0)
        {
            return (PublicVectorVerdict.NotExpressible, $"scheme '{vector.Scheme}', algorithm '{vector.Algorithm}'");
        }

        if (schemes.All(scheme => scheme.SignsTheUrl) && !Uri.TryCreate(vector.Url, UriKind.Absolute, out _))
        {
            return (PublicVectorVerdict.NotExpressible, "the scheme signs the URL, and none is given");
        }

        if (vector.IsValid && schemes is [{ Scheme.Header: { } header }] && !vector.Headers.Any(given => given.Key.Equals(header, StringComparison.OrdinalIgnoreCase)))
        {
            return (PublicVectorVerdict.NotExpressible, $"its signature is not in the header '{header}'");
        }

        string[] outcomes = [.. schemes.SelectMany(scheme => Outcomes(vector, scheme))];
        string outcome = outcomes.Contains(Valid) ? Valid : outcomes[0];
        bool isRefusedAnyway = !PublicVectorProof.HasValidOne(vector, file) && outcomes.All(IsRefusedWhateverIsSigned);
        bool isShown = isKnown || outcome == Valid || (!vector.IsValid && (proven.Length > 0 || isRefusedAnyway));
        return !isShown ? (PublicVectorVerdict.NotExpressible, $"scheme '{vector.Scheme}': what its sender signs is not known")
            : (outcome == Valid) == vector.IsValid ? (PublicVectorVerdict.Right, outcome)
            : (PublicVectorVerdict.Wrong, outcome);
    }

    private static (string Name, PublicVector? Vector, string Note) Read(JsonElement json)
    {
        string name = "unnamed";
        try
        {
            name = json.TryGetProperty("scheme", out JsonElement scheme) && json.TryGetProperty("name", out JsonElement title) ? $"{scheme}: {title}" : name;
            return (name, PublicVector.Read(json), "");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (name, null, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static (string Name, PublicVectorVerdict Verdict, string Note) Run(string name, PublicVector vector, PublicVector[] file)
    {
        try
        {
            (PublicVectorVerdict verdict, string note) = Run(vector, file);
            return (name, verdict, $"expected {(vector.IsValid ? "valid" : "invalid")}; {note}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (name, PublicVectorVerdict.NotExpressible, $"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Whether a vector is refused before it matters what is signed. If a valid one is written like this, too, its form is not known either.</summary>
    private static bool IsRefusedWhateverIsSigned(string outcome) => outcome is Refused
        or nameof(SignatureFailure.SignatureMissing) or nameof(SignatureFailure.SignatureAmbiguous) or nameof(SignatureFailure.SignatureMalformed)
        or nameof(SignatureFailure.TimestampMissing) or nameof(SignatureFailure.TimestampAmbiguous) or nameof(SignatureFailure.TimestampMalformed);

    /// <returns>"valid", or why not, for each way to read the vector's secrets; none if the scheme needs a URL, and the vector has none.</returns>
    private static IEnumerable<string> Outcomes(PublicVector vector, PublicVectorScheme scheme) =>
        from secrets in !scheme.SignsTheUrl || Uri.TryCreate(vector.Url, UriKind.Absolute, out _) ? Secrets(vector) : []
        let tried = vector with { Secrets = secrets }
        select scheme.Scheme is { } parts ? Verify(tried, parts) : Verify(tried, scheme.Authenticator!);

    /// <returns>The secrets; then, if it is one text with a separator in it, that text as several secrets.</returns>
    private static IEnumerable<string[]> Secrets(PublicVector vector)
    {
        yield return vector.Secrets;
        if (vector.Secrets is [{ } text] && !text.Contains("-----", StringComparison.Ordinal)
            && text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 1 } several)
        {
            yield return several;
        }
    }

    private static string Verify(PublicVector vector, WebhookAuthenticator authenticator)
    {
        if (vector.Secrets is [] || vector.Secrets.Any(secret => secret.Length == 0))
        {
            return Refused;
        }

        var request = new WebhookAuthenticationRequest(
            vector.Method, WebhookHeaders.From(vector.Headers), new System.Buffers.ReadOnlySequence<byte>(vector.Body))
        {
            Url = vector.Url,
            Secrets = vector.Secrets,
            TimeProvider = new ManualTimeProvider(vector.Now ?? DateTimeOffset.UtcNow),
        };
        ValueTask<SignatureResult> authentication = authenticator.AuthenticateAsync(request, CancellationToken.None);
        return authentication.IsCompletedSuccessfully ? authentication.Result.Failure?.ToString() ?? Valid : "it waits";
    }

    private static string Verify(PublicVector vector, SignatureScheme scheme)
    {
        SignatureVerifier verifier;
        try
        {
            verifier = new SignatureVerifier(
                scheme, vector.Secrets, new ManualTimeProvider(vector.Now ?? DateTimeOffset.UtcNow), vector.Now is null ? _anyAge : null);
        }
        catch (ArgumentException)
        {
            return Refused; // the app would not start
        }

        SignatureResult result = verifier.Verify(
            vector.Body, SignatureHeaders.From(scheme, WebhookHeaders.From(vector.Headers), vector.Method, vector.Url ?? "https://example.com/"));
        return result.Failure?.ToString() ?? Valid;
    }
}
