using System.Buffers;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>Hashes what is written to it, piece by piece, with one rented buffer.</summary>
internal sealed class HashingWriter(IncrementalHash hash) : IBufferWriter<byte>, IDisposable
{
    private const int MinSize = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(MinSize);
    private int _length;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _length);
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        if (_buffer.Length - _length < Math.Max(sizeHint, 1))
        {
            Flush();
            if (_buffer.Length < sizeHint)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
            }
        }

        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Hashes the rest of the buffer.</summary>
    public void Flush()
    {
        hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
