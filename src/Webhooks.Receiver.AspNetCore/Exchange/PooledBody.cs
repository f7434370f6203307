using System.Buffers;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Collects a body in pooled arrays that are added as it arrives, not as it was announced: beyond the first 4 KiB, no more is
/// rented in advance than has arrived. None of the arrays is a large object: a stranger can fill them, and joining them is for bodies
/// that have proved genuine.
/// </summary>
internal sealed class PooledBody(long? announced) : IDisposable
{
    /// <summary>What one segment of the server's own memory holds, and more than most deliveries have.</summary>
    private const int FirstSize = 4096;

    /// <summary>The largest size of pooled arrays that is not on the large-object heap, which begins at 85,000 bytes.</summary>
    private const int LargestSize = 64 * 1024;

    private byte[] _current = [];
    private int _currentLength;
    private PooledSegment? _first; // the full arrays before the current one, where there are any
    private PooledSegment? _last;
    private bool _isDisposed;

    public long Length { get; private set; }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        long atHand = bytes.Length;
        foreach (ReadOnlyMemory<byte> piece in bytes)
        {
            Append(piece.Span, atHand);
            atHand -= piece.Length;
        }
    }

    /// <summary>Ends collecting: what has arrived, until this is disposed of.</summary>
    public ReadOnlySequence<byte> Complete()
    {
        if (_first is null)
        {
            return new ReadOnlySequence<byte>(_current, 0, _currentLength);
        }

        Link();
        return new ReadOnlySequence<byte>(_first, startIndex: 0, _last!, _last!.Memory.Length);
    }

    /// <summary>Gives the arrays back. Not to be called while something is appended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _first?.ReturnAll();
        if (_current.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_current);
        }
    }

    /// <param name="bytes">The bytes.</param>
    /// <param name="atHand">How many bytes have arrived and are not collected yet, these included.</param>
    private void Append(ReadOnlySpan<byte> bytes, long atHand)
    {
        while (!bytes.IsEmpty)
        {
            if (_currentLength == _current.Length)
            {
                RentNext(atHand);
            }

            int taken = Math.Min(bytes.Length, _current.Length - _currentLength);
            bytes[..taken].CopyTo(_current.AsSpan(_currentLength));
            _currentLength += taken;
            Length += taken;
            atHand -= taken;
            bytes = bytes[taken..];
        }
    }

    private void RentNext(long atHand)
    {
        if (_currentLength > 0)
        {
            Link();
        }

        long ahead = Math.Min(announced - Length ?? long.MaxValue, Math.Max(Length + atHand, FirstSize));
        _current = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(ahead, Math.Min(atHand, LargestSize), LargestSize));
    }

    private void Link()
    {
        _last = new PooledSegment(_current, _currentLength, _last);
        _first ??= _last;
        _current = [];
        _currentLength = 0;
    }
}
