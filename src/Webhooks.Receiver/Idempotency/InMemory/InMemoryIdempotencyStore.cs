namespace Webhooks.Receiver.Storage;

/// <summary>
/// The embedded default: remembers deliveries in this process, and forgets them with it. Thread-safe, bounded, and driven by a
/// <see cref="TimeProvider"/>'s monotonic timestamps, so that steps of the wall clock change nothing.
/// </summary>
/// <remarks>
/// For one process only: a second one, or the same one after a restart, handles a retried delivery again. A running claim is
/// never evicted to make room; a store full of running claims answers <see cref="IdempotencyClaimStatus.Unavailable"/>.
/// <para>
/// All endpoints and tenants share the capacity. When the store is full, the oldest completed key goes, whoever sent it: one busy tenant
/// makes the store forget the keys of the others too, and their deliveries are handled again if they come again. A capacity that
/// suffices for all of them, over the longest retention, prevents that; <see cref="Evictions"/> shows when it does not.
/// </para>
/// <para>
/// A key takes about 100 bytes. Memory is taken as keys come, by half as much again each time, and all callers wait meanwhile:
/// microseconds while there are few keys, and some 50 ms at a million, once.
/// </para>
/// </remarks>
public sealed class InMemoryIdempotencyStore : IIdempotencyStore
{
    private const int DropsPerClaim = 16;

    private readonly Lock _lock = new();
    private readonly InMemoryEntryTable _entries;
    private readonly InMemoryClaimHeap _running;
    private readonly InMemoryEntryList _completed;
    private readonly TimeProvider _timeProvider;
    private readonly int _capacity;
    private long _lastToken;
    private long _evictions;

    /// <summary>Makes an empty store.</summary>
    /// <param name="capacity">How many keys are kept at most; above zero.</param>
    /// <param name="timeProvider">Where time comes from; the system's where null.</param>
    public InMemoryIdempotencyStore(int capacity = 1_000_000, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _entries = new InMemoryEntryTable(capacity);
        _running = new InMemoryClaimHeap(_entries);
        _completed = new InMemoryEntryList(_entries);
    }

    /// <summary>How many keys are kept now, running and completed. Some whose time is over may be among them until later claims drop them.</summary>
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

    /// <summary>How many completed keys had to be forgotten before their retention ended. Above zero, the store is too small.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <inheritdoc/>
    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(key, lease, cancellationToken);
        lock (_lock)
        {
            long now = Now();
            DropExpired(now);
            if (!_entries.TryFind(key.Hash, out int slot))
            {
                return ValueTask.FromResult(MakeRoom(now) ? Start(_entries.Add(key.Hash), now, lease) : IdempotencyClaim.Unavailable);
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
                Forget(slot);
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
    /// Completed keys stand in the order of completion, so those whose time is over are mostly at the front. One behind a longer
    /// retention stays a while: whoever asks for it sees that it has ended. A few in each call: a million in one would hold the lock
    /// for some 200 ms, and each call adds one at most.
    /// </summary>
    private void DropExpired(long now)
    {
        for (int i = 0; i < DropsPerClaim && _completed.First >= 0 && _entries[_completed.First].EndsAt <= now; i++)
        {
            Forget(_completed.First);
        }
    }

    private bool MakeRoom(long now)
    {
        if (_entries.Count < _capacity)
        {
            return true;
        }

        if (_running.First >= 0 && _entries[_running.First].EndsAt <= now)
        {
            Forget(_running.First); // a claim that nobody settled, and whose lease is over
            return true;
        }

        if (_completed.First >= 0)
        {
            Forget(_completed.First);
            Interlocked.Increment(ref _evictions);
            return true;
        }

        return false;
    }

    private void Forget(int slot)
    {
        Detach(slot);
        _entries.Remove(slot);
    }

    /// <summary>Takes an entry from among the running claims or the completed keys.</summary>
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
        _entries.TryFind(key.Hash, out slot) && token != default && _entries[slot].Token == token.Value;

    private long Now() => _timeProvider.GetElapsedTime(0).Ticks;

    private static long Later(long now, TimeSpan time) => now > long.MaxValue - time.Ticks ? long.MaxValue : now + time.Ticks;

    private static void ThrowIfUnusable(IdempotencyKey key, TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        if (key.IsDefault)
        {
            throw new ArgumentException("The key names nothing.", nameof(key));
        }
    }
}
