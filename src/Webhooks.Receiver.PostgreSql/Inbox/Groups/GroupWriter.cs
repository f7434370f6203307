using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Commits items in groups, one group after another: what waits while a commit is under way goes into the next one. A lone item is committed
/// at once, without a timer. Bounded: what exceeds the limits of waiting items is refused at once. Thread-safe.
/// </summary>
/// <param name="write">Writes a group in one transaction; returns one result for each item, in the same order.</param>
/// <param name="limits">The limits.</param>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TResult">The result of writing an item.</typeparam>
internal sealed class GroupWriter<TItem, TResult>(
    Func<IReadOnlyList<GroupItem<TItem, TResult>>, Task<TResult[]>> write, GroupLimits limits)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<GroupItem<TItem, TResult>> _waiting = [];
    private long _waitingSize;
    private bool _isWriting;

    /// <summary>Writes an item, with others or alone.</summary>
    /// <param name="item">The item.</param>
    /// <param name="key">Identifies it: a group has no two items with one key.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="cancellationToken">Drops the item if its group has not been started; has no effect afterwards.</param>
    public async Task<TResult> WriteAsync(TItem item, IdempotencyKey key, int size, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = new GroupItem<TItem, TResult>(item, key, size);
        bool isWriterNeeded;
        lock (_lock)
        {
            if (_waiting.Count >= limits.MaxWaiting || (_waiting.Count > 0 && _waitingSize + size > limits.MaxWaitingSize))
            {
                throw new PostgreSqlBusyException(_waiting.Count);
            }

            _waiting.AddLast(entry.Node);
            _waitingSize += size;
            isWriterNeeded = !_isWriting;
            _isWriting = true;
        }

        if (isWriterNeeded)
        {
            _ = Task.Run(WriteGroupsAsync, CancellationToken.None);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => Drop(entry, cancellationToken), null);
        return await entry.Task.ConfigureAwait(false);
    }

    private void Drop(GroupItem<TItem, TResult> entry, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (entry.Node.List is null)
            {
                return; // started: its memory is in use, and its result is soon there
            }

            Remove(entry.Node);
        }

        entry.Cancel(cancellationToken);
    }

    private async Task WriteGroupsAsync()
    {
        while (TakeGroup() is { Count: > 0 } group)
        {
            await WriteAsync(group).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the next group. If nothing waits, writing ends.</summary>
    private List<GroupItem<TItem, TResult>> TakeGroup()
    {
        List<GroupItem<TItem, TResult>> group = [];
        lock (_lock)
        {
            long size = 0;
            HashSet<IdempotencyKey> keys = [];
            for (LinkedListNode<GroupItem<TItem, TResult>>? node = _waiting.First, next; node is not null; node = next)
            {
                next = node.Next;
                size += node.Value.Size;
                if (group.Count == limits.MaxCount || (group.Count > 0 && size > limits.MaxSize))
                {
                    break;
                }

                if (keys.Add(node.Value.Key))
                {
                    Remove(node);
                    group.Add(node.Value);
                }
            }

            _isWriting = group.Count > 0;
        }

        return group;
    }

    private void Remove(LinkedListNode<GroupItem<TItem, TResult>> node)
    {
        _waiting.Remove(node);
        _waitingSize -= node.Value.Size;
    }

    private async Task WriteAsync(List<GroupItem<TItem, TResult>> group)
    {
        try
        {
            TResult[] results = await write(group).ConfigureAwait(false);
            for (int i = 0; i < group.Count; i++)
            {
                group[i].Complete(results[i]);
            }
        }
        catch (PostgresException e) when (group.Count > 1 && !IsAboutTheServer(e))
        {
            foreach (GroupItem<TItem, TResult> entry in group)
            {
                await WriteAsync([entry]).ConfigureAwait(false); // a bad one fails itself, and not the others
            }
        }
        catch (Exception e)
        {
            group.ForEach(entry => entry.Fail(e));
        }
    }

    /// <summary>Whether each item alone would fail in the same way: the disk is full, the server shuts down, the role lacks a privilege.</summary>
    private static bool IsAboutTheServer(PostgresException e) => e.SqlState[..2] is "08" or "28" or "42" or "53" or "57" or "58" or "XX";
}
