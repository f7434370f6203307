using Webhooks.Receiver;

namespace QuickStart;

/// <summary>The events that were handled in this run, in order, each with the number of times. Thread-safe.</summary>
internal sealed class HandledEvents
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<IdempotencyKey, HandledEvent> _events = [];

    /// <summary>Handles an event of any endpoint: adds it to the list.</summary>
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

    /// <summary>Finds a provider's event by the end of its key; null if it was not handled.</summary>
    public HandledEvent? Find(WebhookProvider provider, string keyEnd) =>
        ToArray().FirstOrDefault(e => e.Provider == provider.Name && e.Key.EndsWith($":{keyEnd}", StringComparison.Ordinal));
}
