namespace Webhooks.Receiver.Testing;

/// <summary>
/// A clock that does not run until a test moves it. Timers fire while it is moved, in the order in which they are due, on the thread
/// that moves it. Thread-safe.
/// </summary>
/// <remarks>
/// A timer that is due at once fires when the clock is next moved, also by <see cref="TimeSpan.Zero"/>. The local time zone is UTC.
/// </remarks>
/// <example>
/// <code><![CDATA[
/// using Webhooks.Receiver.Storage;
/// using Webhooks.Receiver.Testing;
///
/// var clock = new ManualTimeProvider();
/// var store = new InMemoryIdempotencyStore(timeProvider: clock);
/// clock.Advance(TimeSpan.FromSeconds(30));
/// ]]></code>
/// </example>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;
    private TimeSpan _wallClockStep;

    /// <summary>Creates a clock at 2026-03-13T17:51:14Z.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 3, 13, 17, 51, 14, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock at an instant.</summary>
    /// <param name="start">The instant.</param>
    public ManualTimeProvider(DateTimeOffset start) => _start = start.ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The number of timers that have not fired yet. It shows whether the code under test has begun to wait.</summary>
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

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _start + _elapsed + _wallClockStep;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    /// <summary>
    /// Lets time pass. Each timer that is due by then fires at its own time: meanwhile the clock shows that time. What a timer's
    /// callback throws is thrown here, and the clock then stands at the time of that timer.
    /// </summary>
    /// <param name="time">
    /// How much, from what the clock shows now; zero or more. Where another call is moving the clock at the same time, it ends at the
    /// later of the two ends.
    /// </param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        TimeSpan end;
        lock (_lock)
        {
            end = _elapsed + time;
        }

        while (TakeDue(end) is { } due)
        {
            due.Fire();
        }

        MoveTo(end);
    }

    /// <summary>Sets the wall clock forward or back, as an administrator does: no time passes and no timer fires.</summary>
    /// <param name="step">How far; negative for back.</param>
    public void StepWallClock(TimeSpan step)
    {
        lock (_lock)
        {
            _wallClockStep += step;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Sets a timer; one that is never due is only taken out.</summary>
    /// <returns>False if the timer has been disposed of.</returns>
    internal bool Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (timer.IsDisposed)
            {
                return false;
            }

            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.DueAt = _elapsed + dueTime;
                _timers.Add(timer);
            }

            return true;
        }
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _timers.Remove(timer);
        }
    }

    private ManualTimer? TakeDue(TimeSpan end)
    {
        lock (_lock)
        {
            ManualTimer? due = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (due is null)
            {
                return null;
            }

            MoveTo(due.DueAt);
            if (due.Period > TimeSpan.Zero)
            {
                due.DueAt += due.Period;
            }
            else
            {
                _timers.Remove(due);
            }

            return due;
        }
    }

    /// <summary>The clock never goes back: another call may have moved it further.</summary>
    private void MoveTo(TimeSpan elapsed)
    {
        lock (_lock)
        {
            _elapsed = elapsed > _elapsed ? elapsed : _elapsed;
        }
    }
}
