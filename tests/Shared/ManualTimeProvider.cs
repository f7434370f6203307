namespace Webhooks.Receiver.Tests;

/// <summary>A clock that stands still until a test moves it; timers fire while it is moved, in order.</summary>
internal sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed;
    private TimeSpan _wallClockStep;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 3, 13, 17, 51, 14, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are waiting.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return start + _elapsed + _wallClockStep;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time)
    {
        TimeSpan end;
        lock (_lock)
        {
            end = _elapsed + time;
        }

        while (TakeDue(end) is { } due)
        {
            due.Fire();
        }

        lock (_lock)
        {
            _elapsed = end;
        }
    }

    /// <summary>Sets the wall clock forward or back without time passing.</summary>
    public void StepWallClock(TimeSpan step)
    {
        lock (_lock)
        {
            _wallClockStep += step;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(TimeSpan end)
    {
        lock (_lock)
        {
            ManualTimer? due = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (due is not null)
            {
                _elapsed = due.DueAt > _elapsed ? due.DueAt : _elapsed;
                due.Reschedule();
            }

            return due;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                owner._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = owner._elapsed + dueTime;
                    owner._timers.Add(this);
                }
            }

            return true;
        }

        public void Reschedule()
        {
            if (_period > TimeSpan.Zero)
            {
                DueAt += _period;
            }
            else
            {
                owner._timers.Remove(this);
            }
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
