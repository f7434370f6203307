namespace Webhooks.Receiver;

/// <summary>
/// The running claims in a binary heap: the one that ends first is on top, however their leases differ. A
/// <see cref="PriorityQueue{TElement, TPriority}"/> would have to search for a claim that is renewed or settled. Not thread-safe.
/// </summary>
internal sealed class InMemoryClaimHeap(InMemoryEntryTable entries)
{
    private readonly List<int> _slots = [];

    /// <summary>The slot of the claim that ends first, or below zero.</summary>
    public int First => _slots.Count > 0 ? _slots[0] : -1;

    public void Add(int slot)
    {
        _slots.Add(slot);
        MoveUp(slot, _slots.Count - 1);
    }

    /// <summary>Removes a claim that is here; its <see cref="InMemoryEntry.EndsAt"/> is still what it was.</summary>
    public void Remove(int slot)
    {
        int last = _slots[^1];
        _slots.RemoveAt(_slots.Count - 1);
        if (last != slot)
        {
            MoveUp(last, MoveDown(last, entries[slot].HeapIndex));
        }
    }

    private void MoveUp(int slot, int index)
    {
        int parent = (index - 1) / 2;
        while (index > 0 && EndsBefore(slot, _slots[parent]))
        {
            Place(_slots[parent], index);
            index = parent;
            parent = (index - 1) / 2;
        }

        Place(slot, index);
    }

    /// <returns>Where the slot belongs, or is to move up from.</returns>
    private int MoveDown(int slot, int index)
    {
        int child = FirstChildOf(index);
        while (child < _slots.Count && EndsBefore(_slots[child], slot))
        {
            Place(_slots[child], index);
            index = child;
            child = FirstChildOf(index);
        }

        return index;
    }

    /// <returns>The index of the child that ends first; at or over the count where there is none.</returns>
    private int FirstChildOf(int index)
    {
        int left = (2 * index) + 1;
        return left + 1 < _slots.Count && EndsBefore(_slots[left + 1], _slots[left]) ? left + 1 : left;
    }

    private void Place(int slot, int index)
    {
        _slots[index] = slot;
        entries[slot].HeapIndex = index;
    }

    private bool EndsBefore(int slot, int other) => entries[slot].EndsAt < entries[other].EndsAt;
}
