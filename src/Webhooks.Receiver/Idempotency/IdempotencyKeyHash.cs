using System.Runtime.InteropServices;

namespace Webhooks.Receiver;

/// <summary>The 32 bytes of a key without its display text: what the in-memory store keeps.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IdempotencyKeyHash(ulong A, ulong B, ulong C, ulong D)
{
    // The bytes are a cryptographic hash: any 32 bits of it are well spread.
    public override int GetHashCode() => unchecked((int)A);
}
