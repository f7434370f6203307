using System.Runtime.InteropServices;

namespace Webhooks.Receiver;

/// <summary>The 32 bytes of a key without its display text: what the in-memory store keeps.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IdempotencyKeyHash(ulong A, ulong B, ulong C, ulong D)
{
    // Whoever may choose signed ids can compute their keys, and search for keys that agree in a few bytes. HashCode takes all of them and
    // a seed that is random for each process, so nobody can compute which keys will share a bucket.
    public override int GetHashCode() => HashCode.Combine(A, B, C, D);
}
