using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>The sizes of all arrays that the process rents from the shared pool.</summary>
internal sealed class RentedArrays : EventListener
{
    private const int Rented = 1;

    private readonly ConcurrentQueue<int> _sizes = new();

    public IReadOnlyList<int> Sizes => [.. _sizes];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource")
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Rented)
        {
            _sizes?.Enqueue((int)eventData.Payload![1]!); // null while the base class is constructed
        }
    }
}
