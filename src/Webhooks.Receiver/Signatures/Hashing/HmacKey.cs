using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// The key of one secret, with a pool of hash states that are set up with it: the setup costs as much as hashing about 500 bytes.
/// When a key is rotated out, its hash states are discarded with it.
/// </summary>
internal sealed class HmacKey : IEquatable<HmacKey>, IDisposable
{
    private readonly byte[] _key;
    private readonly IncrementalHashPool _states;

    /// <param name="key">The key's bytes; kept, not copied. Never empty: with an empty key, anybody could sign.</param>
    public HmacKey(byte[] key)
    {
        if (key is not { Length: > 0 })
        {
            throw new ArgumentException("The key is empty.", nameof(key));
        }

        _key = key;
        _states = new IncrementalHashPool(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
    }

    public IncrementalHash Rent() => _states.Rent();

    /// <inheritdoc cref="IncrementalHashPool.Return"/>
    public void Return(IncrementalHash hash) => _states.Return(hash);

    public bool Equals(HmacKey? other) => other is not null && CryptographicOperations.FixedTimeEquals(_key, other._key);

    public override bool Equals(object? obj) => Equals(obj as HmacKey);

    public override int GetHashCode() => 0; // never in a hash table

    /// <inheritdoc cref="IncrementalHashPool.Dispose"/>
    public void Dispose() => _states.Dispose();
}
