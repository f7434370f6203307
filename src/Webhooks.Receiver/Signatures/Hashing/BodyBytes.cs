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
