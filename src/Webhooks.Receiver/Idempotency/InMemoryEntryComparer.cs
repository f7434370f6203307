using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>
/// Finds slots by the key that stands in their entry, so that an index of slots need not hold the keys again: small enough to stay in
/// the processor's caches, where a second copy of a million keys would not.
/// </summary>
internal sealed class InMemoryEntryComparer(InMemoryEntryTable entries)
    : IEqualityComparer<int>, IAlternateEqualityComparer<IdempotencyKeyHash, int>
{
    public bool Equals(int x, int y) => x == y;

    public int GetHashCode(int slot) => entries[slot].Hash.GetHashCode();

    public bool Equals(IdempotencyKeyHash alternate, int other) => entries[other].Hash == alternate;

    public int GetHashCode(IdempotencyKeyHash alternate) => alternate.GetHashCode();

    [ExcludeFromCodeCoverage(Justification = "A slot is not made of a key.")]
    public int Create(IdempotencyKeyHash alternate) => throw new NotSupportedException("A slot is not made of a key.");
}
