namespace Webhooks.Receiver;

/// <summary>The entries in one growing array with a list of free slots: no object per key. Not thread-safe.</summary>
internal sealed class InMemoryEntryTable
{
    private InMemoryEntry[] _entries = new InMemoryEntry[64];
    private int _used;
    private int _firstFree = -1;

    public ref InMemoryEntry this[int slot] => ref _entries[slot];

    public int Take()
    {
        if (_firstFree >= 0)
        {
            int slot = _firstFree;
            _firstFree = _entries[slot].Next;
            return slot;
        }

        if (_used == _entries.Length)
        {
            Array.Resize(ref _entries, checked(_used + (_used / 2)));
        }

        return _used++;
    }

    public void Return(int slot)
    {
        _entries[slot] = new InMemoryEntry { Next = _firstFree };
        _firstFree = slot;
    }
}
