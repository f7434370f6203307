namespace Webhooks.Receiver.Chaos;

/// <summary>An event, and all attempts to deliver it. Thread-safe.</summary>
internal sealed class EventRecord(ChaosEvent sent)
{
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];

    public ChaosEvent Event => sent;

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

    public override string ToString() => $"{sent.Id} ({sent.Provider.Provider.Name}, {sent.Mode}): "
        + string.Join(", ", Attempts.OrderBy(attempt => attempt.Begin).Select(
            attempt => $"{attempt.Status} at {attempt.Begin.TotalSeconds:0.00}-{attempt.End.TotalSeconds:0.00} s"));
}
