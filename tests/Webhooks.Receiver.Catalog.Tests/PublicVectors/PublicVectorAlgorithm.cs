namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Finds the algorithm that a vector names.</summary>
internal static class PublicVectorAlgorithm
{
    private const SignatureAlgorithm None = (SignatureAlgorithm)(-1);

    /// <returns>The algorithm; null if the name says nothing of it, or the platform does not have it.</returns>
    public static SignatureAlgorithm? Find(string name) => Read(name) is { } found and not None ? found : null;

    /// <summary>Whether a scheme may have an algorithm that a vector names. A name that says nothing of it fits all.</summary>
    public static bool Fits(SignatureAlgorithm algorithm, string name) => Read(name) is not { } named || named == algorithm;

    public static bool IsSharedSecret(string name) =>
        PublicVectorSchemes.Normalize(name) is var text && ((string[])["sharedsecret", "token", "plain", "equal"]).Any(word => text.Contains(word, StringComparison.Ordinal));

    private static SignatureAlgorithm? Read(string name) => PublicVectorSchemes.Normalize(name) switch
    {
        var text when ((string[])["ed25519", "eddsa", "md5", "jwt"]).Any(text.Contains) => None, // not of the platform, or no algorithm of a scheme
        var text when text.Contains("ecdsa") || text.Contains("es256") => SignatureAlgorithm.EcdsaP256Sha256,
        var text when text.Contains("pss") || text.Contains("ps256") => SignatureAlgorithm.RsaPssSha256,
        var text when text.Contains("rsa") || text.Contains("rs256") => SignatureAlgorithm.RsaPkcs1Sha256,
        var text when text.Contains("sha384") => SignatureAlgorithm.HmacSha384,
        var text when text.Contains("sha512") => SignatureAlgorithm.HmacSha512,
        var text when text.Contains("sha1") => SignatureAlgorithm.HmacSha1,
        var text when text.Contains("sha256") => SignatureAlgorithm.HmacSha256,
        _ => null,
    };
}
