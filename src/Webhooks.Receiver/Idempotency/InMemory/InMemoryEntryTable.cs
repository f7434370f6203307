namespace Webhooks.Receiver;

/// <summary>
/// The entries in one growing array with a list of free slots, and a set of the slots in use that finds them by their keys: no object
/// per key. Not thread-safe.
/// </summary>
internal sealed class InMemoryEntryTable
{
    private const int None = -1;

    private readonly int _capacity;
    private readonly HashSet<int> _slots;
    private readonly HashSet<int>.AlternateLookup<IdempotencyKeyHash> _slotsByKey;
    private InMemoryEntry[] _entries = [];
    private int _used;
    private int _firstFree = None;

    /// <param name="capacity">How many entries there are at most. Memory is taken as they come.</param>
    public InMemoryEntryTable(int capacity)
    {
        _capacity = capacity;
        _slots = new HashSet<int>(new InMemoryEntryComparer(this));
        _slotsByKey = _slots.GetAlternateLookup<IdempotencyKeyHash>();
    }

    public int Count => _slots.Count;

    public ref InMemoryEntry this[int slot] => ref _entries[slot];

    public bool TryFind(IdempotencyKeyHash hash, out int slot) => _slotsByKey.TryGetValue(hash, out slot);

    /// <summary>Adds an entry for a key that has none yet.</summary>
    public int Add(IdempotencyKeyHash hash)
    {
        int slot = TakeSlot();
        _entries[slot].Hash = hash;
        _slots.Add(slot);
        return slot;
    }

    public void Remove(int slot)
    {
        _slots.Remove(slot);
        _entries[slot] = new InMemoryEntry { Next = _firstFree };
        _firstFree = slot;
    }

    private int TakeSlot()
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
        _slots.EnsureCapacity(checked(length * 2)); // half empty: fewer keys share a bucket, and each of them is a wait for memory
    }
}
