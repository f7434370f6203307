using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// The identity of a delivery's event: an id, or a hash of the body. Two deliveries with equal identities bring the same event.
/// <see langword="default"/> is no identity; a delivery without identity is malformed.
/// </summary>
public readonly struct DeliveryIdentity : IEquatable<DeliveryIdentity>
{
    private readonly DeliveryIdentityParts? _parts; // a reference: identities are passed and copied often

    private DeliveryIdentity(DeliveryIdentityParts parts) => _parts = parts;

    /// <summary>Whether there is no identity.</summary>
    public bool IsNone => _parts is null;

    /// <summary>Whether the identity comes from signed bytes, so that only the sender can choose it.</summary>
    public bool IsAuthenticated => Kind is DeliveryIdentityKind.SignedId or DeliveryIdentityKind.BodyHash;

    internal DeliveryIdentityKind Kind => _parts?.Kind ?? DeliveryIdentityKind.None;

    internal string? First => _parts?.First;

    internal string? Second => _parts?.Second;

    /// <summary>Creates an identity from an id in the signed body.</summary>
    /// <param name="id">The id. If it is blank, or has a NUL, a byte order mark or a lone surrogate, the result is no identity.</param>
    /// <param name="part">A second part, if several events have the same id; otherwise null.</param>
    public static DeliveryIdentity FromSigned(string? id, string? part = null) => Create(DeliveryIdentityKind.SignedId, id, part);

    /// <summary>Creates an identity from the hash of the whole body, for providers that sign no id.</summary>
    /// <param name="body">The bytes exactly as received. Only their SHA-256 hash is kept.</param>
    public static DeliveryIdentity FromBody(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return new(new DeliveryIdentityParts(DeliveryIdentityKind.BodyHash, Convert.ToHexStringLower(hash), null));
    }

    /// <summary>
    /// Creates an identity from an id that is not signed, such as one in an unsigned header. Use it only if the provider signs no id:
    /// a captured request can be replayed with another one.
    /// </summary>
    /// <param name="id">The id. If it is blank, or has a NUL, a byte order mark or a lone surrogate, the result is no identity.</param>
    public static DeliveryIdentity FromUnsigned(string? id) => Create(DeliveryIdentityKind.UnsignedId, id, null);

    /// <inheritdoc/>
    public bool Equals(DeliveryIdentity other) => _parts == other._parts;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DeliveryIdentity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _parts?.GetHashCode() ?? 0;

    /// <summary>Whether two identities are the same.</summary>
    public static bool operator ==(DeliveryIdentity left, DeliveryIdentity right) => left.Equals(right);

    /// <summary>Whether two identities differ.</summary>
    public static bool operator !=(DeliveryIdentity left, DeliveryIdentity right) => !left.Equals(right);

    private static DeliveryIdentity Create(DeliveryIdentityKind kind, string? id, string? part) =>
        IsUsable(id) && (part is null || IsUsable(part)) ? new(new DeliveryIdentityParts(kind, id!, part)) : default;

    private static bool IsUsable(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.AsSpan().IndexOfAny('\0', '\uFEFF') < 0 && !WellFormedText.HasLoneSurrogate(text);
}
