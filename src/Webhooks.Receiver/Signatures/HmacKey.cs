using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// One secret's key with its keyed hash states, which are kept for reuse: setting a key up costs as much as hashing some 500
/// bytes. A state serves one thread at a time; idle ones wait in slots that threads take with one exchange.
/// </summary>
internal sealed class HmacKey
{
    private static readonly int _slots = Math.Clamp(Environment.ProcessorCount * 2, 4, 64);

    private readonly byte[] _key;
    private readonly IncrementalHash?[] _idle = new IncrementalHash?[_slots];

    /// <param name="key">The key's bytes; kept, not copied. Never empty: an empty key is one that everybody knows.</param>
    public HmacKey(byte[] key)
    {
        if (key is not { Length: > 0 })
        {
            throw new ArgumentException("The key is empty.", nameof(key));
        }

        _key = key;
    }

    public IncrementalHash Rent()
    {
        foreach (ref IncrementalHash? slot in _idle.AsSpan())
        {
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } hash)
            {
                return hash;
            }
        }

        return IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
    }

    /// <summary>Takes a state back. It has to have been reset by reading its hash; after a failure dispose of it instead.</summary>
    public void Return(IncrementalHash hash)
    {
        foreach (ref IncrementalHash? slot in _idle.AsSpan())
        {
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, hash, null) is null)
            {
                return;
            }
        }

        hash.Dispose();
    }
}
