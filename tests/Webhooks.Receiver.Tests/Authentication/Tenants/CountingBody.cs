using System.Buffers;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// A delivery whose body counts how often its bytes are read. Its second segment is longer than what is joined before hashing, so that
/// each MAC reads it once.
/// </summary>
internal sealed class CountingBody(WebhookRequest request, string tenant) : WebhookSource, IDisposable
{
    private readonly CountingMemory _memory = new(request.Body.ToArray());

    /// <summary>How many times the body has been read from its beginning to its end.</summary>
    public int Reads => _memory.Reads;

    public void Dispose() => ((IDisposable)_memory).Dispose();

    public override string Method => request.Method;

    public override WebhookHeaders Headers => request.Headers;

    public override string? GetRouteValue(string name) => tenant;

    public override ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var first = new Segment(default, null);
        var second = new Segment(_memory.Memory, first);
        var bytes = new ReadOnlySequence<byte>(first, 0, second, second.Memory.Length);
        return new(WebhookBodyResult.Read(new WebhookBody(bytes, _memory)));
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            previous?.Next = this;
        }
    }

    private sealed class CountingMemory(byte[] bytes) : MemoryManager<byte>
    {
        public int Reads { get; private set; }

        public override Memory<byte> Memory => CreateMemory(bytes.Length); // the base class would ask for the span to know its length

        public override Span<byte> GetSpan()
        {
            Reads++;
            return bytes;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
