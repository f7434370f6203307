namespace Webhooks.Receiver;

/// <summary>
/// Stores the entries in one growing array with a list of free slots; a set of the used slots finds an entry by its key. No
/// object is allocated for a key. Not thread-safe.
/// </summary>
internal sealed class InMemoryEntryTable
{
    private const int None = -1;

    /// <summary>
    /// The set stays two thirds empty, so that few keys share a bucket: at a million keys, each further one costs a memory access.
    /// </summary>
    private const int SlotsPerEntry = 3;

    private readonly int _capacity;
    private readonly HashSet<int> _slots;
    private readonly HashSet<int>.AlternateLookup<IdempotencyKey> _slotsByKey;
    private InMemoryEntry[] _entries = [];
    private int _used;
    private int _firstFree = None;

    /// <param name="capacity">The greatest number of entries. Memory is allocated when they are added.</param>
    public InMemoryEntryTable(int capacity)
    {
        _capacity = capacity;
        _slots = new HashSet<int>(new InMemoryEntryComparer(this));
        _slotsByKey = _slots.GetAlternateLookup<IdempotencyKey>();
    }

    public int Count => _slots.Count;

    public ref InMemoryEntry this[int slot] => ref _entries[slot];

    public bool TryFind(IdempotencyKey key, out int slot) => _slotsByKey.TryGetValue(key, out slot);

    /// <summary>Adds an entry for a key that is not in the table.</summary>
    public int Add(IdempotencyKey key)
    {
        int slot = AllocateSlot();
        _entries[slot].Hash = key.Hash;
        _entries[slot].HashCode = key.GetHashCode();
        _slots.Add(slot);
        return slot;
    }

    public void Remove(int slot)
    {
        _slots.Remove(slot);
        _entries[slot] = new InMemoryEntry { Next = _firstFree };
        _firstFree = slot;
    }

    private int AllocateSlot()
    {
        if (_firstFree != None)
        {
            int slot = _firstFree;
            _firstFree = _entries[slot].Next;
            return slot;
        }

        if (_used == _entries.Length)
        {
            Grow();
        }

        return _used++;
    }

    private void Grow()
    {
        int length = Math.Min(checked(_used + (_used / 2) + 64), _capacity);
        Array.Resize(ref _entries, length);
        _slots.EnsureCapacity(checked(length * SlotsPerEntry));
    }
}
