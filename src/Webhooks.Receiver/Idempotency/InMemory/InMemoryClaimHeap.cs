namespace Webhooks.Receiver;

/// <summary>
/// A binary heap of the running claims. The claim that ends first is on top, even if leases differ. A
/// <see cref="PriorityQueue{TElement, TPriority}"/> would have to search for a claim that is renewed or settled. Not thread-safe.
/// </summary>
internal sealed class InMemoryClaimHeap(InMemoryEntryTable entries)
{
    private readonly List<int> _slots = [];

    /// <summary>The slot of the claim that ends first; below zero if there is none.</summary>
    public int First => _slots.Count > 0 ? _slots[0] : -1;

    public void Add(int slot)
    {
        _slots.Add(slot);
        MoveUp(slot, _slots.Count - 1);
    }

    /// <summary>Removes a claim. It must be in the heap, with an unchanged <see cref="InMemoryEntry.EndsAt"/>.</summary>
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

    /// <returns>The index for the slot, or the index from which it has to move up.</returns>
    private int MoveDown(int slot, int index)
    {
        int child = FindFirstChild(index);
        while (child < _slots.Count && EndsBefore(_slots[child], slot))
        {
            Place(_slots[child], index);
            index = child;
            child = FindFirstChild(index);
        }

        return index;
    }

    /// <returns>The index of the child that ends first; the count or more if there is no child.</returns>
    private int FindFirstChild(int index)
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
