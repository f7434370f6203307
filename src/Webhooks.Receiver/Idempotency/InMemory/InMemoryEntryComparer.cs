namespace Webhooks.Receiver;

/// <summary>Compares slots by the keys of their entries, and slots with keys. So a set of slots need not store keys.</summary>
internal sealed class InMemoryEntryComparer(InMemoryEntryTable entries)
    : IEqualityComparer<int>, IAlternateEqualityComparer<IdempotencyKey, int>
{
    public bool Equals(int x, int y) => entries[x].Hash == entries[y].Hash;

    public int GetHashCode(int obj) => entries[obj].HashCode;

    public bool Equals(IdempotencyKey alternate, int other) => alternate.Hash == entries[other].Hash;

    public int GetHashCode(IdempotencyKey alternate) => alternate.GetHashCode();

    public int Create(IdempotencyKey alternate) => throw new NotSupportedException("Slots are allocated by the table.");
}
