using System.Buffers;
using System.IO.Pipelines;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Counts the bytes that are consumed from the server's pipe. Bytes that are only examined stay in the pipe, and are not counted.</summary>
internal sealed class CountingPipeReader(PipeReader server, CountedBody counted) : PipeReader
{
    private ReadOnlySequence<byte> _buffer; // of the last read

    public override bool TryRead(out ReadResult result)
    {
        bool isRead = server.TryRead(out result);
        _buffer = result.Buffer;
        return isRead;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> reading = server.ReadAsync(cancellationToken);
        return reading.IsCompletedSuccessfully ? new(Keep(reading.Result)) : KeepAsync(reading);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        counted.Add(_buffer.Slice(0, consumed).Length);
        _buffer = default;
        server.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => server.CancelPendingRead();

    public override void Complete(Exception? exception = null) => server.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => server.CompleteAsync(exception);

    private async ValueTask<ReadResult> KeepAsync(ValueTask<ReadResult> reading) => Keep(await reading.ConfigureAwait(false));

    private ReadResult Keep(in ReadResult result)
    {
        _buffer = result.Buffer;
        return result;
    }
}
