using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Webhooks.Receiver;

/// <summary>
/// Hashes the parts of the signed content one after the other. Short parts are joined first, because each call of the platform's
/// hash costs as much as hashing some hundred bytes.
/// </summary>
/// <param name="hash">The hash state to append to.</param>
/// <param name="buffer">The buffer in which short parts are joined.</param>
internal ref struct SignedContentHash(IncrementalHash hash, Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    public void Append(scoped ReadOnlySpan<byte> piece)
    {
        if (piece.Length > _buffer.Length - _length)
        {
            Flush();
        }

        if (piece.Length > _buffer.Length)
        {
            hash.AppendData(piece);
            return;
        }

        piece.CopyTo(_buffer[_length..]);
        _length += piece.Length;
    }

    /// <param name="piece">Segments of any length.</param>
    public void Append(in ReadOnlySequence<byte> piece)
    {
        foreach (ReadOnlyMemory<byte> segment in piece)
        {
            Append(segment.Span);
        }
    }

    /// <param name="piece">ASCII, at most as long as the buffer: the header parser has already refused everything else.</param>
    public void Append(scoped ReadOnlySpan<char> piece)
    {
        if (piece.Length > _buffer.Length - _length)
        {
            Flush();
        }

        _length += Encoding.ASCII.GetBytes(piece, _buffer[_length..]);
    }

    /// <param name="piece">Text of any length, hashed as UTF-8.</param>
    public void AppendText(scoped ReadOnlySpan<char> piece)
    {
        while (!piece.IsEmpty)
        {
            Utf8.FromUtf16(piece, _buffer[_length..], out int read, out int written);
            _length += written;
            piece = piece[read..];
            if (!piece.IsEmpty)
            {
                Flush();
            }
        }
    }

    /// <summary>
    /// Creates a writer for a part of any length, which has what was joined so far in it. Append its <see cref="HashingWriter.Rest"/> before any
    /// other part.
    /// </summary>
    public HashingWriter CreateWriter()
    {
        HashingWriter writer = HashingWriter.Rent(hash);
        writer.Write(_buffer[.._length]);
        _length = 0;
        return writer;
    }

    /// <summary>Hashes the rest of the buffer. Call it last.</summary>
    public void Flush()
    {
        if (_length > 0)
        {
            hash.AppendData(_buffer[.._length]);
            _length = 0;
        }
    }
}
