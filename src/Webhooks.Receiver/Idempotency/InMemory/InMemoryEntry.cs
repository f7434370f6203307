namespace Webhooks.Receiver;

/// <summary>A key in the in-memory store, with its position among the running claims or the completed keys.</summary>
internal struct InMemoryEntry
{
    public IdempotencyKeyHash Hash;

    /// <summary>The hash code of the key.</summary>
    public int HashCode;

    /// <summary>The end of the lease or of the retention, in ticks of the store's clock.</summary>
    public long EndsAt;

    /// <summary>The token of the latest claim; zero if completed.</summary>
    public long Token;

    /// <summary>The index of a running claim in <see cref="InMemoryClaimHeap"/>.</summary>
    public int HeapIndex;

    /// <summary>The previous slot in <see cref="InMemoryEntryList"/>.</summary>
    public int Previous;

    /// <summary>The next slot in <see cref="InMemoryEntryList"/>, or the next free slot.</summary>
    public int Next;

    public readonly bool IsCompleted => Token == 0;
}
