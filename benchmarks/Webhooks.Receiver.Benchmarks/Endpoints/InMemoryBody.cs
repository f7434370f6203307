using System.Buffers;
using System.IO.Pipelines;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>A complete request body, in segments of a memory pool as in a server's pipe. Reused for each request.</summary>
internal sealed class InMemoryBody : PipeReader
{
    private ReadOnlySequence<byte> _rest;

    public void Reset(in ReadOnlySequence<byte> body) => _rest = body;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        new(new ReadResult(_rest, isCanceled: false, isCompleted: true));

    public override bool TryRead(out ReadResult result)
    {
        result = new ReadResult(_rest, isCanceled: false, isCompleted: true);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => _rest = _rest.Slice(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _rest = _rest.Slice(consumed);

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
