using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>The key of one configured secret: it hashes the signed content, and says whether a signature belongs to the hash.</summary>
internal abstract class SignatureKey : IEquatable<SignatureKey>, IDisposable
{
    /// <summary>The longest hash of all algorithms, in bytes.</summary>
    public const int MaxHashSize = HMACSHA512.HashSizeInBytes;

    /// <summary>Creates the key of a scheme.</summary>
    /// <returns>Null if the text is no key for the scheme. No reason is given: it could quote the secret.</returns>
    public static SignatureKey? Create(SignatureScheme scheme, string? secret) => scheme.Algorithm switch
    {
        SignatureAlgorithm.SharedSecret => SharedSecretKey.TryCreate(secret),
        > SignatureAlgorithm.HmacSha512 => PublicKey.TryCreate(scheme.Algorithm, secret),
        _ => scheme.SecretEncoding.TryDecode(secret) is { } key ? new HmacKey(key, scheme.Algorithm) : null,
    };

    /// <summary>Creates random keys, which replace those of an unknown tenant.</summary>
    public static SignatureKey[] CreateRandom(SignatureScheme scheme, int count) => scheme.Algorithm switch
    {
        SignatureAlgorithm.SharedSecret => [.. Enumerable.Range(0, count).Select(_ => new SharedSecretKey(RandomNumberGenerator.GetHexString(64)))],
        > SignatureAlgorithm.HmacSha512 => [.. Enumerable.Repeat(PublicKey.CreateRandom(scheme.Algorithm), count)], // RSA keys take long to create
        _ => [.. Enumerable.Range(0, count).Select(_ => new HmacKey(RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes), scheme.Algorithm))],
    };

    /// <summary>Rents a hash state for the signed content.</summary>
    public abstract IncrementalHash Rent();

    /// <inheritdoc cref="IncrementalHashPool.Return"/>
    public abstract void Return(IncrementalHash hash);

    /// <summary>Whether a decoded signature belongs to the hash of the signed content.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature);

    public abstract bool Equals(SignatureKey? other);

    public sealed override bool Equals(object? obj) => Equals(obj as SignatureKey);

    public sealed override int GetHashCode() => 0; // never in a hash table

    /// <inheritdoc cref="IncrementalHashPool.Dispose"/>
    public abstract void Dispose();
}
