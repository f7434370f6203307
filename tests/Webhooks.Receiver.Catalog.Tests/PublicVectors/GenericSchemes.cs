namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>
/// The schemes that a vector may follow whose scheme nobody here knows: the form of the header with the signature says how it is written, and the other
/// headers what may be signed. An HMAC over other bytes never matches by chance, so each of them may be tried.
/// </summary>
internal static class GenericSchemes
{
    /// <returns>The schemes; none if the vector names no algorithm that the platform has, or no header looks like a signature.</returns>
    public static IEnumerable<SignatureScheme> Of(PublicVector vector)
    {
        if (PublicVectorAlgorithm.IsSharedSecret(vector.Algorithm))
        {
            return from header in vector.Headers
                   where ((string[])["token", "secret", "auth", "key"]).Any(word => header.Key.Contains(word, StringComparison.OrdinalIgnoreCase))
                   select new SignatureScheme { Algorithm = SignatureAlgorithm.SharedSecret, Header = header.Key, SignedContent = [] };
        }

        // A hash without a key is none of ours, though it has the same name. Senders whose name is known mean it if they say so.
        bool isKeyed = vector.Algorithm.Contains("hmac", StringComparison.OrdinalIgnoreCase) || (vector.Secrets.Length > 0 && !PublicVectorSchemes.IsKnownByName(vector));
        bool isNamed = PublicVectorAlgorithm.Find(vector.Algorithm) is { } found && (found > SignatureAlgorithm.HmacSha512 || isKeyed);
        return PublicVectorAlgorithm.Find(vector.Algorithm) is { } algorithm && isNamed && !SignatureHeaderForm.SaysMore(vector)
            ? from form in SignatureHeaderForm.In(vector)
              from content in GenericContents.Of(vector, form)
              from encoding in SecretEncodings(vector, algorithm)
              select new SignatureScheme
              {
                  Algorithm = algorithm,
                  Header = form.IsInQuery ? null : form.Name,
                  QueryParameter = form.IsInQuery ? form.Name : null,
                  Format = form.Format,
                  Encoding = form.Encoding,
                  SecretEncoding = encoding,
                  SignedContent = content,
                  Timestamp = content.Contains(SignedPart.Timestamp) ? GenericContents.TimeOf(vector, form) : null,
              }
            : [];
    }

    /// <summary>The key is the text, or what the text is in base64 or hex.</summary>
    private static IEnumerable<SecretEncoding> SecretEncodings(PublicVector vector, SignatureAlgorithm algorithm)
    {
        bool AllAre(SecretEncoding encoding) => vector.Secrets.Length > 0 && vector.Secrets.All(secret => encoding.TryDecode(secret, out byte[]? key) && key.Length >= 16);
        return algorithm > SignatureAlgorithm.HmacSha512
            ? [SecretEncoding.Utf8]
            : ((SecretEncoding[])[SecretEncoding.Utf8, SecretEncoding.Hex, SecretEncoding.Base64("whsec_")])
                .Where(encoding => encoding == SecretEncoding.Utf8 || AllAre(encoding));
    }
}
