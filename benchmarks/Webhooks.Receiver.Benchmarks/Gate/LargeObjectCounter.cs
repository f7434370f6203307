using System.Diagnostics.Tracing;
using System.Globalization;

namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>Counts allocations on the large-object heap until it is disposed of. The runtime reports each above 100 KB.</summary>
internal sealed class LargeObjectCounter : EventListener
{
    private const string RuntimeEvents = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Allocations = (EventKeywords)1;
    private const uint Large = 1;

    private int _count;

    public int Count => Volatile.Read(ref _count);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == RuntimeEvents)
        {
            EnableEvents(eventSource, EventLevel.Verbose, Allocations);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName is { } name && name.StartsWith("GCAllocationTick", StringComparison.Ordinal)
            && eventData.PayloadNames?.IndexOf("AllocationKind") is >= 0 and int at
            && Convert.ToUInt32(eventData.Payload![at], CultureInfo.InvariantCulture) == Large)
        {
            Interlocked.Increment(ref _count);
        }
    }
}
