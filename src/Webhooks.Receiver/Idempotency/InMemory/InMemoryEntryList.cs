namespace Webhooks.Receiver;

/// <summary>A doubly linked list through the entries themselves, oldest first. Not thread-safe.</summary>
internal struct InMemoryEntryList
{
    private const int None = -1;

    private int _last;

    public static InMemoryEntryList Empty => new() { First = None, _last = None };

    /// <summary>The slot of the oldest entry, or below zero.</summary>
    public int First { get; private set; }

    public void Append(InMemoryEntryTable entries, int slot)
    {
        entries[slot].Previous = _last;
        entries[slot].Next = None;
        if (_last == None)
        {
            First = slot;
        }
        else
        {
            entries[_last].Next = slot;
        }

        _last = slot;
    }

    public void Remove(InMemoryEntryTable entries, int slot)
    {
        (int previous, int next) = (entries[slot].Previous, entries[slot].Next);
        if (previous == None)
        {
            First = next;
        }
        else
        {
            entries[previous].Next = next;
        }

        if (next == None)
        {
            _last = previous;
        }
        else
        {
            entries[next].Previous = previous;
        }
    }

    public int RemoveFirst(InMemoryEntryTable entries)
    {
        int slot = First;
        Remove(entries, slot);
        return slot;
    }
}
