namespace Webhooks.Receiver;

/// <summary>Compares slots by their entries' keys, and with keys: a set of slots needs no keys of its own.</summary>
internal sealed class InMemoryEntryComparer(InMemoryEntryTable entries)
    : IEqualityComparer<int>, IAlternateEqualityComparer<IdempotencyKeyHash, int>
{
    public bool Equals(int x, int y) => entries[x].Hash == entries[y].Hash;

    public int GetHashCode(int obj) => entries[obj].Hash.GetHashCode();

    public bool Equals(IdempotencyKeyHash alternate, int other) => alternate == entries[other].Hash;

    public int GetHashCode(IdempotencyKeyHash alternate) => alternate.GetHashCode();

    public int Create(IdempotencyKeyHash alternate) => throw new NotSupportedException("A slot is taken before it is added.");
}
