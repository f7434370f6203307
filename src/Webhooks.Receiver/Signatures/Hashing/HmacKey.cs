using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// The key of an HMAC, with a pool of hash states that are set up with it: the setup costs as much as hashing about 500 bytes.
/// When a key is rotated out, its hash states are discarded with it.
/// </summary>
internal sealed class HmacKey : SignatureKey
{
    private readonly byte[] _key;
    private readonly IncrementalHashPool _states;

    /// <param name="key">The key's bytes; kept, not copied. Never empty: with an empty key, anybody could sign.</param>
    /// <param name="algorithm">One of the HMACs.</param>
    public HmacKey(byte[] key, SignatureAlgorithm algorithm)
    {
        if (key is not { Length: > 0 })
        {
            throw new ArgumentException("The key is empty.", nameof(key));
        }

        HashAlgorithmName name = algorithm switch
        {
            SignatureAlgorithm.HmacSha1 => HashAlgorithmName.SHA1,
            SignatureAlgorithm.HmacSha384 => HashAlgorithmName.SHA384,
            SignatureAlgorithm.HmacSha512 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
        _key = key;
        _states = new IncrementalHashPool(() => IncrementalHash.CreateHMAC(name, key));
    }

    public override IncrementalHash Rent() => _states.Rent();

    public override void Return(IncrementalHash hash) => _states.Return(hash);

    public override bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(hash, signature);

    public override bool Equals(SignatureKey? other) => other is HmacKey hmac && CryptographicOperations.FixedTimeEquals(_key, hmac._key);

    public override void Dispose() => _states.Dispose();
}
