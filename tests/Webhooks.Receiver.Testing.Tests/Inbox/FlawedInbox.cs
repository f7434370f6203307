namespace Webhooks.Receiver.Testing.Tests;

/// <summary>
/// Plain stores that are right, and wrong in one chosen way: what the conformance suite has to tell apart. One lock and one list; nothing
/// is ever purged. This is what the three stores share.
/// </summary>
internal sealed class FlawedInbox(InboxFlaw flaw, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly long _wallClockAtZero = clock.GetUtcNow().Ticks - clock.GetElapsedTime(0).Ticks;
    private long _lastToken;
    private long _lastClaimToken;
    private long _lastId;

    public InboxFlaw Flaw => flaw;

    public List<FlawedInboxItem> Items { get; set; } = [];

    public List<FlawedInboxItem> Deleted { get; } = [];

    public Dictionary<string, FlawedInboxKey> Keys { get; } = [];

    public InboxStores Stores => new(new FlawedInboxStore(this), new FlawedInboxKeys(this), new FlawedInboxItems(this));

    public long Now => flaw == InboxFlaw.UsesTheWallClock
        ? clock.GetUtcNow().Ticks - _wallClockAtZero
        : clock.GetElapsedTime(0).Ticks;

    public bool Is(InboxFlaw other) => flaw == other;

    public long NextId() => ++_lastId;

    public long NextToken(FlawedInboxItem item) => flaw == InboxFlaw.TokensAreCountedPerItem ? 1 : ++_lastToken;

    public long NextClaimToken() => flaw == InboxFlaw.TokensAreCountedApart ? ++_lastClaimToken : ++_lastToken;

    public long Later(TimeSpan time, long? from = null)
    {
        long now = from ?? Now;
        return flaw == InboxFlaw.OverflowsOnLongTimes
            ? unchecked(now + TimeSpan.TicksPerMinute + time.Ticks)
            : now > long.MaxValue - time.Ticks ? long.MaxValue : now + time.Ticks;
    }

    public FlawedInboxKey GetKey(IdempotencyKey key)
    {
        string name = Convert.ToHexString(key.ToArray());
        if (!Keys.TryGetValue(name, out FlawedInboxKey? found))
        {
            Keys.Add(name, found = new FlawedInboxKey());
        }

        return found;
    }

    /// <summary>Whether a key is claimed or completed, and that has not expired.</summary>
    public bool IsHeld(FlawedInboxKey key) => key.State switch
    {
        FlawedState.Running => key.EndsAt > Now || flaw == InboxFlaw.ClaimNeverEnds,
        FlawedState.Completed => key.EndsAt > Now || flaw == InboxFlaw.CompletedNeverExpires,
        _ => false,
    };

    public void Check(CancellationToken cancellationToken, bool isUsable = true)
    {
        if (flaw != InboxFlaw.IgnoresCancellation)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (!isUsable && flaw != InboxFlaw.TakesAnyArgument)
        {
            throw new ArgumentOutOfRangeException(nameof(isUsable));
        }
    }

    public T Locked<T>(Func<T> function)
    {
        lock (_lock)
        {
            return function();
        }
    }

    /// <summary>Runs a check and what follows from it in one step, or with a gap between them.</summary>
    public T? Locked<T>(InboxFlaw gap, Func<bool> check, Func<T> act)
    {
        if (flaw != gap)
        {
            return Locked(() => check() ? act() : default);
        }

        bool passes = Locked(check);
        RaceGap.Open();
        return passes ? Locked(act) : default;
    }
}
