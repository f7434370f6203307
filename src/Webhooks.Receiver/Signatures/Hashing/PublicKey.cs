using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>A public key of ECDSA or RSA, over SHA-256. Keys of the platform are used by one thread at a time.</summary>
internal sealed class PublicKey : SignatureKey
{
    /// <summary>The longest signature in bytes: of an RSA key of 4,096 bits.</summary>
    public const int MaxSignatureSize = MaxRsaBits / 8;

    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 4096;
    private const string P256 = "1.2.840.10045.3.1.7";

    private static readonly IncrementalHashPool _hashes = new(() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    private readonly SignatureAlgorithm _algorithm;
    private readonly byte[] _info;
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];

    private PublicKey(SignatureAlgorithm algorithm, byte[] info)
    {
        _algorithm = algorithm;
        _info = info;
    }

    /// <returns>Null if the text is no public key for the algorithm: neither PEM nor base64, of another kind or size, or a private key.</returns>
    public static PublicKey? TryCreate(SignatureAlgorithm algorithm, string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using AsymmetricAlgorithm key = Create(algorithm);
            if (text.Contains("-----BEGIN ", StringComparison.Ordinal))
            {
                key.ImportFromPem(text);
            }
            else
            {
                byte[] info = Convert.FromBase64String(text);
                key.ImportSubjectPublicKeyInfo(info, out int read);
                if (read != info.Length)
                {
                    return null;
                }
            }

            return IsUsable(key) ? new PublicKey(algorithm, key.ExportSubjectPublicKeyInfo()) : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException or PlatformNotSupportedException)
        {
            return null; // its message could quote the text
        }
    }

    public static PublicKey CreateRandom(SignatureAlgorithm algorithm)
    {
        using AsymmetricAlgorithm key = algorithm == SignatureAlgorithm.EcdsaP256Sha256
            ? ECDsa.Create(ECCurve.NamedCurves.nistP256)
            : RSA.Create(MinRsaBits);
        return new PublicKey(algorithm, key.ExportSubjectPublicKeyInfo());
    }

    public override IncrementalHash Rent() => _hashes.Rent();

    public override void Return(IncrementalHash hash) => _hashes.Return(hash);

    /// <param name="hash">The SHA-256 of the signed content.</param>
    /// <param name="signature">The signature, with its length in two bytes before it: not all of a buffer may be in use.</param>
    public override bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        ReadOnlySpan<byte> bytes = signature.Slice(sizeof(ushort), BinaryPrimitives.ReadUInt16LittleEndian(signature));
        AsymmetricAlgorithm key = _idle.TryTake(out AsymmetricAlgorithm? idle) ? idle : Import();
        try
        {
            return key switch
            {
                ECDsa ecdsa => ecdsa.VerifyHash(hash, bytes, DSASignatureFormat.Rfc3279DerSequence),
                RSA rsa => rsa.VerifyHash(hash, bytes, HashAlgorithmName.SHA256, Padding),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false; // not a signature of this key's form
        }
        finally
        {
            _idle.Add(key);
        }
    }

    public override bool Equals(SignatureKey? other) => other is PublicKey key && _info.AsSpan().SequenceEqual(key._info);

    public override void Dispose()
    {
        while (_idle.TryTake(out AsymmetricAlgorithm? key))
        {
            key.Dispose();
        }
    }

    private RSASignaturePadding Padding =>
        _algorithm == SignatureAlgorithm.RsaPssSha256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    private AsymmetricAlgorithm Import()
    {
        AsymmetricAlgorithm key = Create(_algorithm);
        key.ImportSubjectPublicKeyInfo(_info, out _);
        return key;
    }

    private static AsymmetricAlgorithm Create(SignatureAlgorithm algorithm) =>
        algorithm == SignatureAlgorithm.EcdsaP256Sha256 ? ECDsa.Create() : RSA.Create();

    private static bool IsUsable(AsymmetricAlgorithm key) => key is ECDsa ecdsa
        ? ecdsa.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: P256 }
        : key.KeySize is >= MinRsaBits and <= MaxRsaBits;
}
