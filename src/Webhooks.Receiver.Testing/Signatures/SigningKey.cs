using System.Security.Cryptography;

namespace Webhooks.Receiver.Testing;

/// <summary>What a sender signs with: the key of an HMAC, a private key, or the shared secret that it sends as it is.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly SignatureScheme _scheme;
    private readonly string _secret;
    private readonly AsymmetricAlgorithm? _privateKey;

    private SigningKey(SignatureScheme scheme, string secret, AsymmetricAlgorithm? privateKey) =>
        (_scheme, _secret, _privateKey) = (scheme, secret, privateKey);

    /// <exception cref="ArgumentException">The secret is no key for the scheme. The message does not quote it.</exception>
    /// <exception cref="InvalidOperationException">The scheme's parts contradict each other.</exception>
    public static SigningKey Create(SignatureScheme scheme, string secret)
    {
        AsymmetricAlgorithm? privateKey = scheme.Algorithm switch
        {
            SignatureAlgorithm.EcdsaP256Sha256 => Import(ECDsa.Create(), secret),
            SignatureAlgorithm.RsaPkcs1Sha256 or SignatureAlgorithm.RsaPssSha256 => Import(RSA.Create(), secret),
            _ => null,
        };
        _ = new SignatureVerifier(scheme, [privateKey?.ExportSubjectPublicKeyInfoPem() ?? secret]); // refuses with the receiver's messages
        return new SigningKey(scheme, secret, privateKey);
    }

    /// <summary>Signs, and returns the text for the header.</summary>
    public string Sign(byte[] content) => _scheme.Algorithm == SignatureAlgorithm.SharedSecret ? _secret
        : _scheme.Encoding == SignatureEncoding.Base64 ? Convert.ToBase64String(SignBytes(content))
        : Convert.ToHexStringLower(SignBytes(content));

    public void Dispose() => _privateKey?.Dispose();

    private byte[] SignBytes(byte[] content) => _privateKey switch
    {
        ECDsa ecdsa => ecdsa.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        RSA rsa => rsa.SignData(content, HashAlgorithmName.SHA256,
            _scheme.Algorithm == SignatureAlgorithm.RsaPssSha256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
        _ => ComputeMac(content),
    };

    private byte[] ComputeMac(byte[] content)
    {
        _scheme.SecretEncoding.TryDecode(_secret, out byte[]? key);
        return CryptographicOperations.HmacData(_scheme.Algorithm switch
        {
            SignatureAlgorithm.HmacSha1 => HashAlgorithmName.SHA1,
            SignatureAlgorithm.HmacSha384 => HashAlgorithmName.SHA384,
            SignatureAlgorithm.HmacSha512 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        }, key!, content);
    }

    private static AsymmetricAlgorithm Import(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ArgumentException("The secret is no private key of the scheme's algorithm in PEM.", nameof(pem));
        }
    }
}
