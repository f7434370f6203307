using System.Buffers;

namespace Webhooks.Receiver.Tests;

/// <summary>Bodies in several pieces, as a pipe hands them out.</summary>
internal static class BodyPieces
{
    /// <summary>The body cut at the positions, with an empty piece at every cut and at both ends.</summary>
    public static ReadOnlySequence<byte> Cut(ReadOnlyMemory<byte> body, params int[] positions)
    {
        List<ReadOnlyMemory<byte>> pieces = [ReadOnlyMemory<byte>.Empty];
        int start = 0;
        foreach (int position in positions)
        {
            pieces.Add(body[start..position]);
            pieces.Add(ReadOnlyMemory<byte>.Empty);
            start = position;
        }

        return Join([.. pieces, body[start..], ReadOnlyMemory<byte>.Empty]);
    }

    /// <summary>One segment per piece, empty ones included.</summary>
    public static ReadOnlySequence<byte> Join(params ReadOnlyMemory<byte>[] pieces)
    {
        var first = new Segment(pieces[0], null);
        Segment last = first;
        foreach (ReadOnlyMemory<byte> piece in pieces.AsSpan(1))
        {
            last = new Segment(piece, last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
