using System.Buffers;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>One pooled array of a body that consists of several.</summary>
internal sealed class PooledSegment : ReadOnlySequenceSegment<byte>
{
    private readonly byte[] _array;

    public PooledSegment(byte[] array, int length, PooledSegment? previous)
    {
        _array = array;
        Memory = array.AsMemory(0, length);
        if (previous is not null)
        {
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }

    /// <summary>Returns this array, and all after it, to the pool.</summary>
    public void ReturnAll()
    {
        for (PooledSegment? segment = this; segment is not null; segment = (PooledSegment?)segment.Next)
        {
            ArrayPool<byte>.Shared.Return(segment._array);
        }
    }
}
