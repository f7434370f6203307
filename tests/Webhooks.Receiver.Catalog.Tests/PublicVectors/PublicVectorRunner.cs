namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Verifies a vector as an app would that has the catalogue, at the vector's time.</summary>
internal static class PublicVectorRunner
{
    private static readonly TimeSpan _anyAge = TimeSpan.FromDays(300 * 365);

    /// <returns>The verdict, and what stands in the way if the vector cannot be expressed.</returns>
    public static (PublicVectorVerdict Verdict, string Note) Run(PublicVector vector)
    {
        if (PublicVectorSchemes.Find(vector) is not { } scheme)
        {
            return (PublicVectorVerdict.NotExpressible, $"scheme '{vector.Scheme}', algorithm '{vector.Algorithm}'");
        }

        if (vector.Url is null && scheme.SignsTheUrl)
        {
            return (PublicVectorVerdict.NotExpressible, "the scheme signs the URL, and none is given");
        }

        if (vector.IsValid && scheme.Scheme is { Header: { } header } && !vector.Headers.Any(given => given.Key.Equals(header, StringComparison.OrdinalIgnoreCase)))
        {
            return (PublicVectorVerdict.NotExpressible, $"its signature is not in the header '{header}'");
        }

        string outcome = scheme.Scheme is { } parts ? Verify(vector, parts) : Verify(vector, scheme.Authenticator!);
        return (outcome == "valid") == vector.IsValid ? (PublicVectorVerdict.Right, outcome) : (PublicVectorVerdict.Wrong, outcome);
    }

    private static string Verify(PublicVector vector, WebhookAuthenticator authenticator)
    {
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
            return "the secret is refused"; // the app would not start
        }

        SignatureResult result = verifier.Verify(
            vector.Body, SignatureHeaders.From(scheme, WebhookHeaders.From(vector.Headers), vector.Method, vector.Url ?? "https://example.com/"));
        return result.Failure?.ToString() ?? "valid";
    }
}
