using System.Numerics;
using System.Runtime.Intrinsics;

namespace Webhooks.Receiver;

/// <summary>
/// Finds the slot of a key's entry. At a million keys, what counts is how often the processor waits for memory. So this table is
/// small: 32 bits for each cell, of which the low ones hold the slot and the others a mark, taken from the key's hash. Entries are
/// looked at only where the mark is right. Not thread-safe.
/// </summary>
/// <remarks>
/// Cells stand in buckets. The first cell of each counts the keys that belong here or before, found the bucket full, and went on to
/// the next. So a search knows where to end, and a key can go without another one being moved. Keys are cryptographic hashes: any
/// bits of them are well spread, and nobody can choose them.
/// </remarks>
internal sealed class InMemoryKeyIndex
{
    private const int BucketSize = 16; // as many as one vector compares
    private const int KeysPerBucket = 10; // on average and at most: one bucket in twenty is full then. Fewer cost memory, more cost time.
    private const uint Empty = 0;

    private readonly InMemoryEntryTable _entries;
    private readonly int _capacity;
    private readonly uint _slotMask;
    private uint[] _cells = new uint[BucketSize];

    /// <param name="entries">Where the keys are.</param>
    /// <param name="capacity">How many keys there are at most; their slots are below.</param>
    public InMemoryKeyIndex(InMemoryEntryTable entries, int capacity)
    {
        _entries = entries;
        _capacity = capacity;
        _slotMask = uint.MaxValue >> BitOperations.LeadingZeroCount((uint)capacity);
    }

    public int Count { get; private set; }

    private int BucketCount => _cells.Length / BucketSize;

    public bool TryFind(in IdempotencyKeyHash hash, out int slot)
    {
        uint mark = MarkOf(hash);
        int bucket = HomeOf(hash);
        for (int i = 0; i < BucketCount; i++) // ends also where each bucket has once been full
        {
            Span<uint> cells = CellsOf(bucket);
            for (uint found = CellsWith(mark, cells); found != 0; found &= found - 1)
            {
                slot = SlotOf(cells[BitOperations.TrailingZeroCount(found)]);
                if (slot >= 0 && _entries[slot].Hash == hash)
                {
                    return true;
                }
            }

            if (cells[0] == 0)
            {
                break;
            }

            bucket = Next(bucket);
        }

        slot = -1;
        return false;
    }

    /// <summary>Adds an entry whose key is not here yet.</summary>
    public void Add(int slot)
    {
        if (Count == BucketCount * KeysPerBucket)
        {
            Grow();
        }

        Place(slot);
        Count++;
    }

    /// <summary>Removes an entry that is here, while it still has its key.</summary>
    public void Remove(int slot)
    {
        ref readonly IdempotencyKeyHash hash = ref _entries[slot].Hash;
        int bucket = HomeOf(hash);
        while (!TryReplace(bucket, CellOf(hash, slot), Empty))
        {
            CellsOf(bucket)[0]--;
            bucket = Next(bucket);
        }

        Count--;
    }

    private void Place(int slot)
    {
        ref readonly IdempotencyKeyHash hash = ref _entries[slot].Hash;
        int bucket = HomeOf(hash);
        while (!TryReplace(bucket, Empty, CellOf(hash, slot)))
        {
            CellsOf(bucket)[0]++;
            bucket = Next(bucket);
        }
    }

    private bool TryReplace(int bucket, uint cell, uint replacement)
    {
        Span<uint> cells = CellsOf(bucket)[1..];
        int i = cells.IndexOf(cell);
        if (i >= 0)
        {
            cells[i] = replacement;
        }

        return i >= 0;
    }

    /// <summary>Doubles the buckets, but for the last time: then there are as many as the capacity needs.</summary>
    private void Grow()
    {
        uint[] old = _cells;
        int needed = (_capacity / KeysPerBucket) + 1;
        _cells = new uint[checked(Math.Min(BucketCount * 2, needed) * BucketSize)];
        for (int i = 0; i < old.Length; i++)
        {
            if (i % BucketSize != 0 && old[i] != Empty)
            {
                Place(SlotOf(old[i]));
            }
        }
    }

    private Span<uint> CellsOf(int bucket) => _cells.AsSpan(bucket * BucketSize, BucketSize);

    private int Next(int bucket) => bucket + 1 == BucketCount ? 0 : bucket + 1;

    private int HomeOf(in IdempotencyKeyHash hash) => (int)(((hash.A & uint.MaxValue) * (uint)BucketCount) >> 32);

    private uint MarkOf(in IdempotencyKeyHash hash) => (uint)hash.B & ~_slotMask;

    private uint CellOf(in IdempotencyKeyHash hash, int slot) => MarkOf(hash) | ((uint)slot + 1); // one more: never empty

    private int SlotOf(uint cell) => (int)(cell & _slotMask) - 1;

    /// <returns>One bit for each cell that has the mark. An empty cell may be among them; the first cell is not.</returns>
    private uint CellsWith(uint mark, ReadOnlySpan<uint> cells)
    {
        Vector512<uint> marks = Vector512.Create(cells) & Vector512.Create(~_slotMask);
        return (uint)Vector512.Equals(marks, Vector512.Create(mark)).ExtractMostSignificantBits() & ~1u;
    }
}
