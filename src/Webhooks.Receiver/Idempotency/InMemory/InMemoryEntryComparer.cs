namespace Webhooks.Receiver;

/// <summary>Compares slots by the keys of their entries, and slots with keys. So a set of slots need not store keys.</summary>
internal sealed class InMemoryEntryComparer(InMemoryEntryTable entries)
    : IEqualityComparer<int>, IAlternateEqualityComparer<IdempotencyKeyHash, int>
{
    public bool Equals(int x, int y) => entries[x].Hash == entries[y].Hash;

    public int GetHashCode(int obj) => entries[obj].Hash.GetHashCode();

    public bool Equals(IdempotencyKeyHash alternate, int other) => alternate == entries[other].Hash;

    public int GetHashCode(IdempotencyKeyHash alternate) => alternate.GetHashCode();

    public int Create(IdempotencyKeyHash alternate) => throw new NotSupportedException("Slots are allocated by the table.");
}
