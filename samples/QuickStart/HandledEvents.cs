using Webhooks.Receiver;

namespace QuickStart;

/// <summary>Every event that was handled in this run, in the order of the first time, and how often. Thread-safe.</summary>
internal sealed class HandledEvents
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<IdempotencyKey, HandledEvent> _events = [];

    /// <summary>The handler of all endpoints: it cannot fail, and has nothing to wait for.</summary>
    public Task AddAsync(WebhookContext context, string type, string seen)
    {
        WebhookDelivery delivery = context.Delivery;
        lock (_lock)
        {
            int before = _events.TryGetValue(delivery.Key, out HandledEvent? known) ? known.Count : 0;
            _events[delivery.Key] = new HandledEvent(delivery.Provider, type, delivery.Key.DisplayText, before + 1) { Seen = seen };
        }

        return Task.CompletedTask;
    }

    public HandledEvent[] ToArray()
    {
        lock (_lock)
        {
            return [.. _events.Values];
        }
    }

    /// <summary>The provider's event whose key ends so, or null where the handler has not seen it.</summary>
    public HandledEvent? Find(WebhookProvider provider, string keyEnd) =>
        ToArray().FirstOrDefault(e => e.Provider == provider.Name && e.Key.EndsWith($":{keyEnd}", StringComparison.Ordinal));
}
