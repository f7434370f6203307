using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>Items that were taken and wait for a slot, in the order of taking. Thread-safe.</summary>
internal sealed class InboxQueue
{
    private readonly Lock _lock = new();
    private readonly Queue<TakenItem> _items = [];
    private volatile int _count;

    public int Count => _count;

    public void Enqueue(TakenItem item)
    {
        lock (_lock)
        {
            _items.Enqueue(item);
            _count = _items.Count;
        }
    }

    public bool TryDequeue([NotNullWhen(true)] out TakenItem? item) => TryDequeue(long.MaxValue, out item);

    /// <summary>Removes the first item, if it was taken at a time or before.</summary>
    public bool TryDequeue(long takenAt, [NotNullWhen(true)] out TakenItem? item)
    {
        lock (_lock)
        {
            bool isFound = _items.TryPeek(out item) && item.TakenAt <= takenAt;
            item = isFound ? _items.Dequeue() : null;
            _count = _items.Count;
            return isFound;
        }
    }
}
