namespace Webhooks.Receiver.Sqlite;

/// <summary>The writes that wait for the right to write, in the order of their arrival. The writer's lock protects it.</summary>
internal sealed class SqliteWriteQueue(TimeProvider timeProvider)
{
    private const int MaxNewWork = 1024;
    private const int MaxSize = 64 * 1024 * 1024; // of all, beside the first one
    private const int MaxGroupCount = 1024;
    private const int MaxGroupSize = 8 * 1024 * 1024;

    /// <summary>The longest wait for a transaction of this process to end; below the receiver's timeout of a call.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(4);

    private readonly Queue<SqliteWrite> _writes = [];
    private int _newWork;
    private long _size;

    public int Count => _writes.Count;

    /// <summary>The writes that bring new work.</summary>
    public IEnumerable<SqliteWrite> NewWork => _writes.Where(static write => write.IsNewWork);

    /// <summary>Whether one more write that brings new work would be too many, or too large.</summary>
    public bool IsFullFor(int size) => _newWork >= MaxNewWork || (_size > 0 && _size + size > MaxSize);

    public void Enqueue(SqliteWrite write)
    {
        _writes.Enqueue(write);
        _newWork += write.IsNewWork ? 1 : 0;
        _size += write.Size;
    }

    /// <summary>Starts the writes that make the next group.</summary>
    public void TakeGroup(List<SqliteWrite> group)
    {
        int size = 0;
        while (group.Count < MaxGroupCount && _writes.TryPeek(out SqliteWrite? next) && (size == 0 || size + next.Size <= MaxGroupSize))
        {
            Dequeue();
            if (next.TryStart())
            {
                group.Add(next);
                size += next.Size;
            }
        }
    }

    /// <summary>Removes the writes that have waited for too long.</summary>
    public List<SqliteWrite> TakeOverdue()
    {
        List<SqliteWrite> overdue = [];
        while (_writes.TryPeek(out SqliteWrite? first) && timeProvider.GetElapsedTime(first.WaitingSince) >= _longestWait)
        {
            overdue.Add(Dequeue());
        }

        return overdue;
    }

    public List<SqliteWrite> TakeAll()
    {
        List<SqliteWrite> all = [.. _writes];
        _writes.Clear();
        (_newWork, _size) = (0, 0);
        return all;
    }

    private SqliteWrite Dequeue()
    {
        SqliteWrite write = _writes.Dequeue();
        _newWork -= write.IsNewWork ? 1 : 0;
        _size -= write.Size;
        return write;
    }
}
