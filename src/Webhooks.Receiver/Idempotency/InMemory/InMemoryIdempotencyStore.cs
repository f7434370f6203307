namespace Webhooks.Receiver.Storage;

/// <summary>
/// Stores keys in the memory of this process; the default store. Thread-safe and bounded. Uses the monotonic timestamps of a
/// <see cref="TimeProvider"/>, so that changes of the wall clock have no effect.
/// </summary>
/// <remarks>
/// For one process only: a second process, or this one after a restart, handles a retried event again. A claim is never evicted
/// before its lease has ended; a store full of such claims returns <see cref="IdempotencyClaimStatus.Unavailable"/>. One whose
/// lease has ended is evicted only if no completed key can be.
/// <para>
/// All endpoints and tenants share the capacity. If the store is full, the oldest completed key is evicted, whichever tenant it
/// belongs to. So one busy tenant can evict the keys of others, and a retry of their events is handled again. To prevent that,
/// set a capacity for all events of the longest retention; <see cref="Evictions"/> shows whether it is large enough.
/// </para>
/// <para>
/// A key uses about 120 bytes. Memory grows by half each time it is full, and all callers wait meanwhile: microseconds with few
/// keys, and once about 50 ms with a million.
/// </para>
/// </remarks>
public sealed class InMemoryIdempotencyStore : IIdempotencyStore
{
    private const int RemovalsPerClaim = 16;

    private readonly Lock _lock = new();
    private readonly InMemoryEntryTable _entries;
    private readonly InMemoryClaimHeap _running;
    private readonly InMemoryEntryList _completed;
    private readonly TimeProvider _timeProvider;
    private readonly int _capacity;
    private long _lastToken;
    private long _evictions;

    /// <summary>Creates an empty store.</summary>
    /// <param name="capacity">The greatest number of keys; above zero.</param>
    /// <param name="timeProvider">The clock; the system's if null.</param>
    public InMemoryIdempotencyStore(int capacity = 1_000_000, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _entries = new InMemoryEntryTable(capacity);
        _running = new InMemoryClaimHeap(_entries);
        _completed = new InMemoryEntryList(_entries);
    }

    /// <summary>The number of keys, claimed and completed. Expired keys count until later claims remove them.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The number of completed keys evicted before their retention ended. Above zero, the store is too small.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <inheritdoc/>
    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(key, lease, cancellationToken);
        lock (_lock)
        {
            long now = Now();
            RemoveExpired(now);
            if (!_entries.TryFind(key, out int slot))
            {
                return ValueTask.FromResult(MakeRoom(now) ? Start(_entries.Add(key), now, lease) : IdempotencyClaim.Unavailable);
            }

            ref InMemoryEntry entry = ref _entries[slot];
            if (entry.EndsAt > now)
            {
                return ValueTask.FromResult(entry.IsCompleted
                    ? IdempotencyClaim.Completed
                    : IdempotencyClaim.InProgress(TimeSpan.FromTicks(entry.EndsAt - now)));
            }

            Detach(slot);
            return ValueTask.FromResult(Start(slot, now, lease));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(key, lease, cancellationToken);
        lock (_lock)
        {
            if (!TryFindOwned(key, token, out int slot))
            {
                return ValueTask.FromResult(false);
            }

            _running.Remove(slot);
            _entries[slot].EndsAt = Later(Now(), lease);
            _running.Add(slot);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(key, retention, cancellationToken);
        lock (_lock)
        {
            if (!TryFindOwned(key, token, out int slot))
            {
                return ValueTask.FromResult(false);
            }

            _running.Remove(slot);
            _entries[slot].EndsAt = Later(Now(), retention);
            _entries[slot].Token = 0;
            _completed.Append(slot);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(key, TimeSpan.MaxValue, cancellationToken);
        lock (_lock)
        {
            bool isOwned = TryFindOwned(key, token, out int slot);
            if (isOwned)
            {
                Remove(slot);
            }

            return ValueTask.FromResult(isOwned);
        }
    }

    private IdempotencyClaim Start(int slot, long now, TimeSpan lease)
    {
        _entries[slot].Token = ++_lastToken;
        _entries[slot].EndsAt = Later(now, lease);
        _running.Add(slot);
        return IdempotencyClaim.Claimed(new ClaimToken(_lastToken));
    }

    /// <summary>
    /// Removes expired keys from the front of the completed keys, which are in the order of completion. An expired key behind a
    /// longer retention stays for now; a claim of it checks its end. Removes only a few in each call: a million at once would
    /// hold the lock for about 200 ms, and each call adds at most one.
    /// </summary>
    private void RemoveExpired(long now)
    {
        for (int i = 0; i < RemovalsPerClaim && _completed.First >= 0 && _entries[_completed.First].EndsAt <= now; i++)
        {
            Remove(_completed.First);
        }
    }

    /// <summary>
    /// Removes a claim whose lease has ended only if there is no completed key: after a stall of the process its handler may still
    /// run, and its renewal only be late.
    /// </summary>
    private bool MakeRoom(long now)
    {
        if (_entries.Count < _capacity)
        {
            return true;
        }

        if (_completed.First >= 0)
        {
            Remove(_completed.First);
            Interlocked.Increment(ref _evictions);
            return true;
        }

        if (_running.First >= 0 && _entries[_running.First].EndsAt <= now)
        {
            Remove(_running.First);
            return true;
        }

        return false;
    }

    private void Remove(int slot)
    {
        Detach(slot);
        _entries.Remove(slot);
    }

    /// <summary>Removes an entry from the running claims or from the completed keys, but not from the table.</summary>
    private void Detach(int slot)
    {
        if (_entries[slot].IsCompleted)
        {
            _completed.Remove(slot);
        }
        else
        {
            _running.Remove(slot);
        }
    }

    private bool TryFindOwned(IdempotencyKey key, ClaimToken token, out int slot) =>
        _entries.TryFind(key, out slot) && token != default && _entries[slot].Token == token.Value;

    private long Now() => _timeProvider.GetElapsedTime(0).Ticks;

    private static long Later(long now, TimeSpan time) => now > long.MaxValue - time.Ticks ? long.MaxValue : now + time.Ticks;

    private static void ThrowIfUnusable(IdempotencyKey key, TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        if (key.IsDefault)
        {
            throw new ArgumentException("The key is the default value.", nameof(key));
        }
    }
}
