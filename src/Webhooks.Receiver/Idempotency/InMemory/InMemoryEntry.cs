namespace Webhooks.Receiver;

/// <summary>One key of the in-memory store, and its place among the running claims or the completed keys.</summary>
internal struct InMemoryEntry
{
    public IdempotencyKeyHash Hash;

    /// <summary>When the lease or the retention ends, in ticks of the store's own time.</summary>
    public long EndsAt;

    /// <summary>The latest claim's token; zero once completed.</summary>
    public long Token;

    /// <summary>A running claim's place in <see cref="InMemoryClaimHeap"/>.</summary>
    public int HeapIndex;

    /// <summary>The slot before in <see cref="InMemoryEntryList"/>.</summary>
    public int Previous;

    /// <summary>The slot after in <see cref="InMemoryEntryList"/>, or the next free slot.</summary>
    public int Next;

    public readonly bool IsCompleted => Token == 0;
}
