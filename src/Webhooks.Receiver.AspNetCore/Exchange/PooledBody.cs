using System.Buffers;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Collects a body in pooled arrays, which are rented as the body arrives. After the first 4 KiB, no more is rented in advance than has
/// arrived, because a stranger can announce any length. None of the arrays is a large object. They are joined only after the body has been
/// authenticated.
/// </summary>
internal sealed class PooledBody(long? announced) : IDisposable
{
    /// <summary>The size of one segment of the server's memory; most deliveries are smaller.</summary>
    private const int FirstSize = 4096;

    /// <summary>The largest size of pooled arrays that is not on the large-object heap, which begins at 85,000 bytes.</summary>
    private const int LargestSize = 64 * 1024;

    private byte[] _current = [];
    private int _currentLength;
    private PooledSegment? _first; // the full arrays before the current one; null if there are none
    private PooledSegment? _last;
    private bool _isDisposed;

    public long Length { get; private set; }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        long arrived = bytes.Length;
        foreach (ReadOnlyMemory<byte> piece in bytes)
        {
            Append(piece.Span, arrived);
            arrived -= piece.Length;
        }
    }

    /// <summary>Ends collecting, and returns the bytes. They are available until this is disposed of.</summary>
    public ReadOnlySequence<byte> Complete()
    {
        if (_first is null)
        {
            return new ReadOnlySequence<byte>(_current, 0, _currentLength);
        }

        Link();
        return new ReadOnlySequence<byte>(_first, startIndex: 0, _last!, _last!.Memory.Length);
    }

    /// <summary>Returns the arrays to the pool. Must not run while bytes are appended.</summary>
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
    /// <param name="arrived">How many bytes have arrived and are not collected yet, including these.</param>
    private void Append(ReadOnlySpan<byte> bytes, long arrived)
    {
        while (!bytes.IsEmpty)
        {
            if (_currentLength == _current.Length)
            {
                RentNext(arrived);
            }

            int taken = Math.Min(bytes.Length, _current.Length - _currentLength);
            bytes[..taken].CopyTo(_current.AsSpan(_currentLength));
            _currentLength += taken;
            Length += taken;
            arrived -= taken;
            bytes = bytes[taken..];
        }
    }

    private void RentNext(long arrived)
    {
        if (_currentLength > 0)
        {
            Link();
        }

        long ahead = Math.Min(announced - Length ?? long.MaxValue, Math.Max(Length + arrived, FirstSize));
        _current = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(ahead, Math.Min(arrived, LargestSize), LargestSize));
    }

    private void Link()
    {
        _last = new PooledSegment(_current, _currentLength, _last);
        _first ??= _last;
        _current = [];
        _currentLength = 0;
    }
}
