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

    private byte[] _current = [];
    private int _currentLength;
    private PooledSegment? _first; // the full arrays before the current one, where there are any
    private PooledSegment? _last;
    private bool _isDisposed;

    public long Length { get; private set; }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> piece in bytes)
        {
            Append(piece.Span);
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

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_currentLength == _current.Length)
            {
                RentNext(bytes.Length);
            }

            int taken = Math.Min(bytes.Length, _current.Length - _currentLength);
            bytes[..taken].CopyTo(_current.AsSpan(_currentLength));
            _currentLength += taken;
            bytes = bytes[taken..];
        }
    }

    private void RentNext(int atHand)
    {
        int size = LargestSize;
        if (_current.Length == 0)
        {
            size = (int)Math.Clamp(announced ?? Math.Max(atHand, FirstSize), 1, LargestSize);
        }
        else
        {
            Link();
        }

        _current = ArrayPool<byte>.Shared.Rent(size);
        _currentLength = 0;
    }

    private void Link()
    {
        _last = new PooledSegment(_current, _currentLength, _last);
        _first ??= _last;
        _current = [];
        _currentLength = 0;
    }
}
