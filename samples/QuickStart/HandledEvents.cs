using Webhooks.Receiver;

namespace QuickStart;

/// <summary>Every event that was handled in this run, in the order of the first time, and how often. Thread-safe.</summary>
internal sealed class HandledEvents
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<IdempotencyKey, HandledEvent> _events = [];

    public void Add(WebhookDelivery delivery, string type, string seen)
    {
        lock (_lock)
        {
            int before = _events.TryGetValue(delivery.Key, out HandledEvent? known) ? known.Count : 0;
            _events[delivery.Key] = new HandledEvent(delivery.Provider, type, delivery.Key.DisplayText, before + 1) { Seen = seen };
        }
    }

    public HandledEvent[] ToArray()
    {
        lock (_lock)
        {
            return [.. _events.Values];
        }
    }

    /// <summary>The event with this id, or null where the handler has not seen it.</summary>
    public HandledEvent? Find(string id) => ToArray().FirstOrDefault(e => e.Key.EndsWith($":{id}", StringComparison.Ordinal));
}
