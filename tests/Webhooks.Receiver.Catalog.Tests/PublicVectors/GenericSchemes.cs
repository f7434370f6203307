using System.Buffers.Text;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>The scheme of a vector that names none: an HMAC of the body alone, in the one header whose name says that it is a signature.</summary>
internal static class GenericSchemes
{
    /// <returns>The scheme; none if the vector does not say its algorithm, or has several such headers.</returns>
    public static IEnumerable<SignatureScheme> Of(PublicVector vector)
    {
        KeyValuePair<string, string>[] signatures =
            [.. vector.Headers.Where(header => header.Key.Contains("sign", StringComparison.OrdinalIgnoreCase) || header.Key.Contains("hmac", StringComparison.OrdinalIgnoreCase))];
        string name = PublicVectorSchemes.Normalize(vector.Algorithm);
        SignatureAlgorithm? algorithm = !name.Contains("hmac") ? null
            : name.Contains("sha1") ? SignatureAlgorithm.HmacSha1
            : name.Contains("sha256") ? SignatureAlgorithm.HmacSha256
            : name.Contains("sha384") ? SignatureAlgorithm.HmacSha384
            : name.Contains("sha512") ? SignatureAlgorithm.HmacSha512
            : null;
        if (signatures is not [(var header, var value)] || algorithm is null)
        {
            return [];
        }

        string prefix = ((string[])["sha1=", "sha256=", "sha384=", "sha512=", "v0=", "v1="]).FirstOrDefault(prefix => value.StartsWith(prefix, StringComparison.Ordinal)) ?? "";
        bool isHex = value.Skip(prefix.Length).All(char.IsAsciiHexDigit) || !Base64.IsValid(value.AsSpan(prefix.Length));
        return
        [
            new SignatureScheme
            {
                Algorithm = algorithm.Value,
                Header = header,
                Format = SignatureFormat.Value(prefix),
                Encoding = isHex ? SignatureEncoding.Hex : SignatureEncoding.Base64,
            },
        ];
    }
}
