using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// What makes two deliveries the same event: ids from the signed body, or a hash of it. Two identities are equal where their ids or
/// hashes are. <see langword="default"/> identifies nothing, and a delivery without identity is refused.
/// </summary>
public readonly struct DeliveryIdentity : IEquatable<DeliveryIdentity>
{
    private DeliveryIdentity(DeliveryIdentityKind kind, string first, string? second)
    {
        Kind = kind;
        First = first;
        Second = second;
    }

    /// <summary>Whether there is no identity.</summary>
    public bool IsNone => Kind == DeliveryIdentityKind.None;

    /// <summary>Whether the identity comes from signed bytes, so that nobody on the way can vary it.</summary>
    public bool IsAuthenticated => Kind is DeliveryIdentityKind.SignedId or DeliveryIdentityKind.BodyHash;

    internal DeliveryIdentityKind Kind { get; }

    internal string? First { get; }

    internal string? Second { get; }

    /// <summary>An id from the signed body, where needed with a second part that tells events of one id apart.</summary>
    /// <param name="id">The id. Blank, or with a NUL, a byte order mark or a lone surrogate, it identifies nothing.</param>
    /// <param name="part">The second part, or null.</param>
    public static DeliveryIdentity FromSigned(string? id, string? part = null) => Create(DeliveryIdentityKind.SignedId, id, part);

    /// <summary>No id is signed: the whole body, byte for byte, is the identity.</summary>
    /// <param name="body">The bytes exactly as received. Only their SHA-256 is kept.</param>
    public static DeliveryIdentity FromBody(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return new(DeliveryIdentityKind.BodyHash, Convert.ToHexStringLower(hash), null);
    }

    /// <summary>
    /// An id from outside the signature, such as an unsigned header. Only where a provider signs no id at all: a captured request
    /// can be replayed under another one.
    /// </summary>
    /// <param name="id">The id. Blank, or with a NUL, a byte order mark or a lone surrogate, it identifies nothing.</param>
    public static DeliveryIdentity FromUnsigned(string? id) => Create(DeliveryIdentityKind.UnsignedId, id, null);

    /// <inheritdoc/>
    public bool Equals(DeliveryIdentity other) => Kind == other.Kind && First == other.First && Second == other.Second;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DeliveryIdentity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, First, Second);

    /// <summary>Whether two identities are the same.</summary>
    public static bool operator ==(DeliveryIdentity left, DeliveryIdentity right) => left.Equals(right);

    /// <summary>Whether two identities differ.</summary>
    public static bool operator !=(DeliveryIdentity left, DeliveryIdentity right) => !left.Equals(right);

    private static DeliveryIdentity Create(DeliveryIdentityKind kind, string? id, string? part) =>
        IsUsable(id) && (part is null || IsUsable(part)) ? new(kind, id!, part) : default;

    private static bool IsUsable(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.AsSpan().IndexOfAny('\0', '\uFEFF') < 0 && !WellFormedText.HasLoneSurrogate(text);
}
