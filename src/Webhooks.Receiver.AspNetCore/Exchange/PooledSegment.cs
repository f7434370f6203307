using System.Buffers;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>One pooled array of a body, filled from its start.</summary>
internal sealed class PooledSegment : ReadOnlySequenceSegment<byte>
{
    private readonly byte[] _array;

    public PooledSegment(int size, PooledSegment? previous)
    {
        _array = ArrayPool<byte>.Shared.Rent(size);
        if (previous is not null)
        {
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }

    public bool IsFull => Memory.Length == _array.Length;

    public PooledSegment? NextSegment => (PooledSegment?)Next;

    /// <summary>Takes as much as there is room for.</summary>
    /// <returns>How many bytes it took.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        int length = Memory.Length;
        int taken = Math.Min(bytes.Length, _array.Length - length);
        bytes[..taken].CopyTo(_array.AsSpan(length));
        Memory = _array.AsMemory(0, length + taken);
        return taken;
    }

    public void Return() => ArrayPool<byte>.Shared.Return(_array);
}
