using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>
/// Hashes the pieces of a signed content one after the other. Short ones are joined first: a call into the platform's hash costs
/// as much as hashing some hundred bytes.
/// </summary>
/// <param name="hash">What hashes.</param>
/// <param name="buffer">Where short pieces are joined.</param>
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

    /// <param name="piece">ASCII, no longer than the buffer: the header parser has refused anything else.</param>
    public void Append(scoped ReadOnlySpan<char> piece)
    {
        if (piece.Length > _buffer.Length - _length)
        {
            Flush();
        }

        _length += Encoding.ASCII.GetBytes(piece, _buffer[_length..]);
    }

    /// <summary>Hashes what waits in the buffer; the last call.</summary>
    public void Flush()
    {
        if (_length > 0)
        {
            hash.AppendData(_buffer[.._length]);
            _length = 0;
        }
    }
}
