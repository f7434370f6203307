namespace Webhooks.Receiver;

/// <summary>A doubly linked list of the completed keys, oldest first. The entries hold the links. Not thread-safe.</summary>
internal sealed class InMemoryEntryList(InMemoryEntryTable entries)
{
    private const int None = -1;

    private int _last = None;

    /// <summary>The slot of the oldest entry; below zero if there is none.</summary>
    public int First { get; private set; } = None;

    public void Append(int slot)
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

    public void Remove(int slot)
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
}
