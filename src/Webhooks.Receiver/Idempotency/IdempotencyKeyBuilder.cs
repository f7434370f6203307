using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>Collects length-prefixed parts and hashes them. Absent and empty parts differ.</summary>
internal ref struct IdempotencyKeyBuilder
{
    private const int InitialSize = 512;
    private const int Absent = -1;

    // Strict: a replacement character would let two ill-formed texts meet in one key.
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;

    public IdempotencyKeyBuilder()
    {
    }

    public void Append(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Append(string? part)
    {
        int byteCount = part is null ? 0 : _strictUtf8.GetByteCount(part);
        Reserve(sizeof(int) + byteCount);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length), part is null ? Absent : byteCount);
        _length += sizeof(int);
        _length += _strictUtf8.GetBytes(part, _buffer.AsSpan(_length));
    }

    /// <summary>Hashes what was appended and gives the buffer back; the builder is of no use afterwards.</summary>
    public void Finish(scoped Span<byte> hash)
    {
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
