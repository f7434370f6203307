namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// The time of the stores, in milliseconds since 1970: the wall clock at start, and from then on the monotonic clock. So a change of the
/// wall clock has no effect within a process; processes that share a file agree as far as their wall clocks agreed when they started.
/// </summary>
internal sealed class SqliteClock(TimeProvider timeProvider)
{
    /// <summary>The end of the year 9999: a time that never comes.</summary>
    public const long Never = 253_402_300_799_999;

    private readonly long _wallClockAtStart = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly long _startedAt = timeProvider.GetTimestamp();

    public long Now() => _wallClockAtStart + (timeProvider.GetElapsedTime(_startedAt).Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>Adds a time, rounded up; at most <see cref="Never"/>.</summary>
    public static long Later(long now, TimeSpan time)
    {
        long milliseconds = ToMilliseconds(time);
        return now > Never - milliseconds ? Never : now + milliseconds;
    }

    /// <summary>Rounds up: a lease never ends early. At most <see cref="Never"/>.</summary>
    public static long ToMilliseconds(TimeSpan time)
    {
        long milliseconds = (time.Ticks / TimeSpan.TicksPerMillisecond) + (time.Ticks % TimeSpan.TicksPerMillisecond > 0 ? 1 : 0);
        return Math.Min(milliseconds, Never);
    }
}
