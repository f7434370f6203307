using System.Buffers;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Chaos;

/// <summary>A body that crashes the process when the store reads it as one of the later bodies, in the middle of a transaction.</summary>
internal sealed class CrashingBody(ReadOnlyMemory<byte> body, CrashSwitch crash) : MemoryManager<byte>
{
    /// <summary>Which body that is read crashes the process. The first may be a group of its own.</summary>
    public const int CrashingRead = 4;

    private static int _reads;

    private readonly byte[] _body = body.ToArray();

    public static InboxDelivery Wrap(InboxDelivery delivery, CrashSwitch crash) => new()
    {
        Key = delivery.Key,
        Provider = delivery.Provider,
        Endpoint = delivery.Endpoint,
        Tenant = delivery.Tenant,
        EventType = delivery.EventType,
        OrderingKey = delivery.OrderingKey,
        ReceivedAt = delivery.ReceivedAt,
        Retention = delivery.Retention,
        Metadata = delivery.Metadata,
        Body = new CrashingBody(delivery.Body, crash).CreateMemory(delivery.Body.Length),
    };

    public override Span<byte> GetSpan()
    {
        if (Interlocked.Increment(ref _reads) == CrashingRead)
        {
            crash.At(CrashPoint.InGroupCommit);
        }

        return _body;
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("A store that pins bodies needs another crash point.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
