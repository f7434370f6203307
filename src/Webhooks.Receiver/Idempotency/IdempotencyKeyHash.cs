using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Webhooks.Receiver;

/// <summary>The 32 bytes of a key without its display text. The in-memory store keeps this.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IdempotencyKeyHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <param name="bytes">At least 32 bytes.</param>
    public static IdempotencyKeyHash Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    // A sender that can choose signed ids can compute their keys, and search for keys that share some bytes. HashCode uses all
    // bytes and a seed that is random for each process, so the sender cannot compute which keys will share a bucket.
    public override int GetHashCode() => HashCode.Combine(A, B, C, D);
}
