using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// Identifies one event at one endpoint for one tenant: the SHA-256 of its length-prefixed parts, so that different parts never
/// give the same key. Keys are compared by their hashes. <see langword="default"/> is not a valid key: stores refuse it.
/// </summary>
public readonly struct IdempotencyKey : IEquatable<IdempotencyKey>
{
    /// <summary>The greatest length of <see cref="DisplayText"/>, in characters.</summary>
    public const int MaxDisplayLength = 200;

    /// <summary>The size of a key, in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const int UsualSize = 512;

    private readonly IdempotencyKeyParts? _parts; // a reference: keys are passed and copied often

    private IdempotencyKey(IdempotencyKeyParts parts) => _parts = parts;

    /// <summary>
    /// The key as readable text: provider, endpoint, tenant and the event's id, cut to <see cref="MaxDisplayLength"/> characters.
    /// Not unique, and never used to find a key. Contains the raw id: keep it out of logs.
    /// </summary>
    public string DisplayText => _parts?.ToString() ?? "";

    /// <summary>The first eight hexadecimal digits. Logs identify a delivery by them.</summary>
    public string ShortName => (Hash.A >> 32).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    internal IdempotencyKeyHash Hash => _parts?.Hash ?? default;

    internal bool IsDefault => _parts is null;

    /// <summary>Creates the key of an event.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="endpoint">The endpoint's name or route pattern; never the path of a request.</param>
    /// <param name="tenant">The tenant; null if the endpoint has no tenants.</param>
    /// <param name="identity">The identity of the event; not <see langword="default"/>.</param>
    /// <exception cref="ArgumentException">There is no provider or no identity, or a part holds a lone surrogate.</exception>
    public static IdempotencyKey Create(string provider, string endpoint, string? tenant, DeliveryIdentity identity)
    {
        ArgumentException.ThrowIfNullOrEmpty(provider);
        ArgumentNullException.ThrowIfNull(endpoint);
        if (identity.IsNone)
        {
            throw new ArgumentException("A delivery without identity has no key.", nameof(identity));
        }

        string id = identity.First!;
        Span<byte> hash = stackalloc byte[Size];
        var builder = new IdempotencyKeyBuilder(stackalloc byte[UsualSize]);
        builder.Append(provider);
        builder.Append(endpoint);
        builder.Append(tenant);
        builder.Append((byte)identity.Kind);
        builder.Append(id);
        builder.Append(identity.Second);
        builder.Finish(hash);
        return new IdempotencyKey(new IdempotencyKeyParts(IdempotencyKeyHash.Read(hash), provider, endpoint, tenant, id, identity.Second));
    }

    /// <summary>Creates a key from bytes that a store kept. Its <see cref="DisplayText"/> is empty.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes, as <see cref="CopyTo"/> wrote them.</param>
    /// <exception cref="ArgumentException">The number of bytes is wrong.</exception>
    public static IdempotencyKey FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new IdempotencyKey(new IdempotencyKeyParts(IdempotencyKeyHash.Read(bytes)))
        : throw new ArgumentException($"A key has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Copies the key's bytes, for a store that keeps them.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, Hash.A);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Hash.B);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], Hash.C);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], Hash.D);
    }

    /// <summary>Copies the key's bytes to a new array, for a store that keeps them.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(IdempotencyKey other) => Hash == other.Hash;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdempotencyKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _parts?.HashCode ?? 0;

    /// <summary>Returns <see cref="ShortName"/>, which is safe to log.</summary>
    public override string ToString() => ShortName;

    /// <summary>Whether two keys are the same.</summary>
    public static bool operator ==(IdempotencyKey left, IdempotencyKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    public static bool operator !=(IdempotencyKey left, IdempotencyKey right) => !left.Equals(right);
}
