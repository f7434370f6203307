using System.Buffers;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>Hashes what is written to it, piece by piece, with one rented buffer. Each thread keeps one for reuse.</summary>
internal sealed class HashingWriter : IBufferWriter<byte>, IDisposable
{
    private const int MinSize = 4096;

    [ThreadStatic]
    private static HashingWriter? _idle;

    private IncrementalHash? _hash; // null while it is idle
    private byte[] _buffer = [];
    private int _length;

    /// <summary>What was written and is not hashed yet.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(0, _length);

    public static HashingWriter Rent(IncrementalHash hash)
    {
        HashingWriter writer = _idle ?? new HashingWriter();
        _idle = null; // what is written may come from code that verifies something itself
        (writer._hash, writer._buffer) = (hash, ArrayPool<byte>.Shared.Rent(MinSize));
        return writer;
    }

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

    public void Dispose()
    {
        if (_hash is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            (_hash, _buffer, _length) = (null, [], 0);
            _idle = this;
        }
    }

    private void Flush()
    {
        ObjectDisposedException.ThrowIf(_hash is null, this);
        _hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
