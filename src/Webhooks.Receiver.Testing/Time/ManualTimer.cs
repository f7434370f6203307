namespace Webhooks.Receiver.Testing;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>, whose lock guards its properties.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The time when it fires next, counted from the creation of the clock.</summary>
    public TimeSpan DueAt { get; set; }

    /// <summary>The interval after which it fires again; if not above zero, it fires once.</summary>
    public TimeSpan Period { get; set; }

    public bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfUnusable(dueTime, nameof(dueTime));
        ThrowIfUnusable(period, nameof(period));
        return clock.Set(this, dueTime, period);
    }

    public void Fire() => callback(state);

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The bounds are those of the system's timers.</summary>
    private static void ThrowIfUnusable(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, _longest, name);
        }
    }
}
