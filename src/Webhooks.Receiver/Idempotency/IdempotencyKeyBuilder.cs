using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>Collects length-prefixed parts and hashes them. Absent and empty parts differ.</summary>
/// <param name="buffer">The buffer in which the parts are collected; replaced by a rented one if it is too small.</param>
internal ref struct IdempotencyKeyBuilder(Span<byte> buffer)
{
    private const int Absent = -1;

    // Strict: replacement characters could give two ill-formed texts the same key.
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly IncrementalHashPool _hashes = new(static () => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    private Span<byte> _buffer = buffer;
    private byte[]? _rented;
    private int _length;

    public void Append(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Append(string? part)
    {
        Reserve(sizeof(int) + _strictUtf8.GetMaxByteCount(part?.Length ?? 0));
        int byteCount = _strictUtf8.GetBytes(part, _buffer[(_length + sizeof(int))..]);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer[_length..], part is null ? Absent : byteCount);
        _length += sizeof(int) + byteCount;
    }

    /// <summary>Hashes the appended parts. Do not use the builder afterwards.</summary>
    public void Finish(scoped Span<byte> hash)
    {
        IncrementalHash state = _hashes.Rent();
        state.AppendData(_buffer[.._length]);
        state.GetHashAndReset(hash);
        _hashes.Return(state);
        Return();
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        _buffer[.._length].CopyTo(larger);
        Return();
        _buffer = _rented = larger;
    }

    private void Return()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }
}
