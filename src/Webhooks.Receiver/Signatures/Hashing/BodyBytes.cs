using System.Buffers;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>A body in one or several segments. It lets one verification method accept both.</summary>
internal readonly ref struct BodyBytes
{
    private readonly ReadOnlySpan<byte> _span;
    private readonly ReadOnlySequence<byte> _sequence;

    public BodyBytes(ReadOnlySpan<byte> span) => _span = span;

    public BodyBytes(in ReadOnlySequence<byte> sequence)
    {
        if (sequence.IsSingleSegment)
        {
            _span = sequence.FirstSpan;
        }
        else
        {
            _sequence = sequence;
        }
    }

    /// <summary>Whether the body is a span, of which no sequence can be made without a copy.</summary>
    public bool IsSpan => _sequence.IsEmpty;

    public int Length => _sequence.IsEmpty ? _span.Length : checked((int)_sequence.Length);

    /// <summary>Copies the body to a buffer that is long enough.</summary>
    public void CopyTo(Span<byte> buffer)
    {
        if (_sequence.IsEmpty)
        {
            _span.CopyTo(buffer);
        }
        else
        {
            _sequence.CopyTo(buffer);
        }
    }

    /// <param name="copy">The buffer for a copy, if <see cref="IsSpan"/>.</param>
    public ReadOnlySequence<byte> AsSequence(byte[]? copy)
    {
        if (!IsSpan)
        {
            return _sequence;
        }

        _span.CopyTo(copy);
        return new ReadOnlySequence<byte>(copy!, 0, _span.Length);
    }

    public void AppendTo(IncrementalHash hash)
    {
        if (_sequence.IsEmpty)
        {
            hash.AppendData(_span);
            return;
        }

        foreach (ReadOnlyMemory<byte> segment in _sequence)
        {
            hash.AppendData(segment.Span);
        }
    }

    public void AppendTo(ref SignedContentHash content)
    {
        if (_sequence.IsEmpty)
        {
            content.Append(_span);
        }
        else
        {
            content.Append(_sequence);
        }
    }
}
