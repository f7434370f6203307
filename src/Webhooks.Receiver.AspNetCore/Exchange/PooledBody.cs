using System.Buffers;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Collects a body in pooled arrays that are added as it arrives, not as it was announced. None of them is a large object: a stranger
/// can fill them, and joining them is for bodies that have proved genuine.
/// </summary>
internal sealed class PooledBody(long? announced) : IDisposable
{
    private const int FirstSize = 4096;

    /// <summary>The largest size of pooled arrays that is not on the large-object heap, which begins at 85,000 bytes.</summary>
    private const int LargestSize = 64 * 1024;

    private PooledSegment? _first;
    private PooledSegment? _last;

    public long Length { get; private set; }

    /// <summary>What has arrived, until this is disposed of.</summary>
    public ReadOnlySequence<byte> Bytes => _last is null
        ? ReadOnlySequence<byte>.Empty
        : new ReadOnlySequence<byte>(_first!, startIndex: 0, _last, _last.Memory.Length);

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> piece in bytes)
        {
            Append(piece.Span);
        }
    }

    public void Dispose()
    {
        for (PooledSegment? segment = Interlocked.Exchange(ref _first, null); segment is not null; segment = segment.NextSegment)
        {
            segment.Return();
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_last is null || _last.IsFull)
            {
                _last = new PooledSegment(SizeOfNext(bytes.Length), _last);
                _first ??= _last;
            }

            bytes = bytes[_last.Append(bytes)..];
        }
    }

    private int SizeOfNext(int atHand) => _last is null
        ? (int)Math.Clamp(announced ?? Math.Max(atHand, FirstSize), 1, LargestSize)
        : LargestSize;
}
