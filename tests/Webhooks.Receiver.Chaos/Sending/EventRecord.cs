namespace Webhooks.Receiver.Chaos;

/// <summary>The event or the events of a delivery, which are always sent together, and all attempts to deliver them. Thread-safe.</summary>
internal sealed class EventRecord(params IReadOnlyList<ChaosEvent> events)
{
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];

    /// <summary>The first event. All have its provider and its mode.</summary>
    public ChaosEvent Event => events[0];

    public IReadOnlyList<ChaosEvent> Events => events;

    /// <summary>The attempts, in the order of their ends.</summary>
    public IReadOnlyList<Attempt> Attempts
    {
        get
        {
            lock (_lock)
            {
                return [.. _attempts];
            }
        }
    }

    /// <summary>Whether a sender got a 2xx.</summary>
    public bool IsAcknowledged => Attempts.Any(attempt => attempt.IsSuccess);

    public void Add(Attempt attempt)
    {
        lock (_lock)
        {
            _attempts.Add(attempt);
        }
    }

    public override string ToString() => $"{Event.Id}{(events.Count > 1 ? $" and {events.Count - 1} more" : "")} ({Event.Provider.Provider.Name}, {Event.Mode}): "
        + string.Join(", ", Attempts.OrderBy(attempt => attempt.Begin).Select(
            attempt => $"{attempt.Status} at {attempt.Begin.TotalSeconds:0.00}-{attempt.End.TotalSeconds:0.00} s"));
}
