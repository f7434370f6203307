using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>One delivery as its sender makes it, signed with the platform's own HMAC and by none of our code.</summary>
internal sealed record Sending(string Secret, string Body, DateTimeOffset Now, string Id, string Url)
{
    private static readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string PrivateKey { get; } = _key.ExportPkcs8PrivateKeyPem();

    /// <summary>As the sender shows it.</summary>
    public static string PublicKey { get; } = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    public string Unix => Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public string UnixMilliseconds => Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public string Iso => Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public string SortedForm => string.Concat(
        from pair in Body.Split('&')
        let parts = pair.Split('=').Select(Uri.UnescapeDataString).ToArray()
        orderby parts[0] ascending
        select string.Concat(parts));

    public string Hex(string content) => Convert.ToHexStringLower(Mac(content));

    public string Base64(string content) => Convert.ToBase64String(Mac(content));

#pragma warning disable CA5350 // Twilio signs with SHA-1 only
    public string Sha1Base64(string content) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(content)));
#pragma warning restore CA5350

    public string Ecdsa(string content)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (Secret == PrivateKey)
        {
            key.ImportFromPem(Secret);
        }

        return Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    public string Base64WithDecodedSecret(string content) => Convert.ToBase64String(
        HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(content)));

    private byte[] Mac(string content) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(content));
}
