namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>
/// What verifies a vector that is expected to be invalid, of a scheme that is not known by name: the guesses that make a valid vector of the same scheme
/// right, in the same file and with a secret of the same form. Without one, any wrong guess would refuse it, and nothing would be shown.
/// </summary>
internal static class PublicVectorProof
{
    private const int ShortestKey = 16;

    /// <param name="vector">The vector that is expected to be invalid.</param>
    /// <param name="file">All vectors of its file.</param>
    /// <param name="verifies">Whether a vector is valid under a scheme.</param>
    public static IEnumerable<PublicVectorScheme> Of(
        PublicVector vector, IEnumerable<PublicVector> file, Func<PublicVector, PublicVectorScheme, bool> verifies)
    {
        // Another header than the one that was proven may be signed in another way. A vector without any lacks the one that was proven.
        string[] names = [.. SignatureHeaderForm.In(vector).Select(form => form.Name)];
        bool HasItsPlace(PublicVectorScheme scheme) => PublicVectorSchemes.HasItsHeader(scheme, vector) || names.Contains(scheme.Scheme?.QueryParameter);
        return from valid in file
               where IsValidOne(valid, vector) && FormOf(valid.Secrets) == FormOf(vector.Secrets)
               from scheme in PublicVectorSchemes.FindAll(valid)
               where PublicVectorSchemes.Fits(scheme, vector) && (names is [] || HasItsPlace(scheme))
               where verifies(valid, scheme)
               select scheme;
    }

    /// <summary>Whether the file has a valid vector of the same scheme.</summary>
    public static bool HasValidOne(PublicVector vector, IEnumerable<PublicVector> file) => file.Any(other => IsValidOne(other, vector));

    private static bool IsValidOne(PublicVector other, PublicVector vector) =>
        other.IsValid && PublicVectorSchemes.Normalize(other.Scheme) == PublicVectorSchemes.Normalize(vector.Scheme);

    private static string FormOf(string[] secrets) => string.Join(' ', secrets.Select(FormOf).Distinct().Order(StringComparer.Ordinal));

    private static string FormOf(string secret) =>
        secret.Length == 0 ? "empty"
        : secret.StartsWith("whsec_", StringComparison.Ordinal) ? "whsec_"
        : secret.Contains("-----BEGIN", StringComparison.Ordinal) ? "PEM"
        : IsKey(SecretEncoding.Hex, secret) ? "hex"
        : IsKey(SecretEncoding.Base64(), secret) ? "base64"
        : "text";

    private static bool IsKey(SecretEncoding encoding, string secret) => encoding.TryDecode(secret, out byte[]? key) && key.Length >= ShortestKey;
}
