using System.Text.Json;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Verifies a vector as an app would that has the catalogue, at the vector's time.</summary>
internal static class PublicVectorRunner
{
    private const string Refused = "the secret is refused";

    private static readonly TimeSpan _anyAge = TimeSpan.FromDays(300 * 365);

    /// <summary>Reads and runs one vector of a file. What cannot be read is counted, and does not keep the others from being run.</summary>
    public static (string Name, PublicVectorVerdict Verdict, string Note) Run(JsonElement json)
    {
        string name = "unnamed";
        try
        {
            name = json.TryGetProperty("scheme", out JsonElement scheme) && json.TryGetProperty("name", out JsonElement title) ? $"{scheme}: {title}" : name;
            PublicVector vector = PublicVector.Read(json);
            (PublicVectorVerdict verdict, string note) = Run(vector);
            return (name, verdict, $"expected {(vector.IsValid ? "valid" : "invalid")}; {note}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (name, PublicVectorVerdict.NotExpressible, $"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <returns>The verdict, and what stands in the way if the vector cannot be expressed.</returns>
    public static (PublicVectorVerdict Verdict, string Note) Run(PublicVector vector)
    {
        PublicVectorScheme[] schemes = [.. PublicVectorSchemes.FindAll(vector)];
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

        string[] outcomes =
        [
            .. from scheme in schemes
               where !scheme.SignsTheUrl || Uri.TryCreate(vector.Url, UriKind.Absolute, out _)
               from secrets in Secrets(vector)
               let tried = vector with { Secrets = secrets }
               select scheme.Scheme is { } parts ? Verify(tried, parts) : Verify(tried, scheme.Authenticator!),
        ];
        string outcome = outcomes.Contains("valid") ? "valid" : outcomes[0];
        return (outcome == "valid") == vector.IsValid ? (PublicVectorVerdict.Right, outcome) : (PublicVectorVerdict.Wrong, outcome);
    }

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
        return authentication.IsCompletedSuccessfully ? authentication.Result.Failure?.ToString() ?? "valid" : "it waits";
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
        return result.Failure?.ToString() ?? "valid";
    }
}
