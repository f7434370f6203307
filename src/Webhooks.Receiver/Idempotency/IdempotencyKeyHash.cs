using System.Runtime.InteropServices;

namespace Webhooks.Receiver;

/// <summary>The 32 bytes of a key without its display text. The in-memory store keeps this.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IdempotencyKeyHash(ulong A, ulong B, ulong C, ulong D)
{
    // A sender that can choose signed ids can compute their keys, and search for keys that share some bytes. HashCode uses all
    // bytes and a seed that is random for each process, so the sender cannot compute which keys will share a bucket.
    public override int GetHashCode() => HashCode.Combine(A, B, C, D);
}
