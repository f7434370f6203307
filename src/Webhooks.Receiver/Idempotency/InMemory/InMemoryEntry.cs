namespace Webhooks.Receiver;

/// <summary>One key of the in-memory store, and its place in one of two lists.</summary>
internal struct InMemoryEntry
{
    public IdempotencyKeyHash Hash;

    /// <summary>When the lease or the retention ends, in ticks of the store's own time.</summary>
    public long EndsAt;

    /// <summary>The latest claim's token; zero once completed.</summary>
    public long Token;

    public int Previous;
    public int Next;

    public readonly bool IsCompleted => Token == 0;
}
