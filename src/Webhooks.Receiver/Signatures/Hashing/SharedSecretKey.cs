using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>
/// A secret that the sender sends along. Both sides are hashed before they are compared: the time shows neither the secret's length nor
/// whether a guess starts correctly.
/// </summary>
internal sealed class SharedSecretKey(string secret) : SignatureKey
{
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The longest secret, in characters.</summary>
    public const int MaxLength = 512;

    /// <returns>Null if no header can have the text: it is blank, too long, or has outer white space.</returns>
    public static SharedSecretKey? TryCreate(string? secret) =>
        secret is { Length: > 0 and <= MaxLength } && secret.AsSpan().Trim().Length == secret.Length ? new SharedSecretKey(secret) : null;

    public override IncrementalHash Rent() => throw new NotSupportedException("A shared secret signs nothing.");

    public override void Return(IncrementalHash hash) => hash.Dispose();

    /// <param name="hash">Not used: nothing is signed.</param>
    /// <param name="signature">The hash of the received secret.</param>
    public override bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(_hash, signature);

    public override bool Equals(SignatureKey? other) => other is SharedSecretKey shared && CryptographicOperations.FixedTimeEquals(_hash, shared._hash);

    public override void Dispose()
    {
    }
}
