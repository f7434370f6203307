namespace Webhooks.Receiver.Tests;

/// <summary>The clock of a process that can be stalled: time passes, and the timers that are due meanwhile fire late.</summary>
internal sealed class StallingTimeProvider(ManualTimeProvider clock) : TimeProvider
{
    private long _stalled;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _stalled));

    public override long GetTimestamp() => clock.GetTimestamp() + Interlocked.Read(ref _stalled);

    /// <summary>Lets time pass without a timer. What was due meanwhile fires when the clock behind this one reaches its time.</summary>
    public void Stall(TimeSpan time) => Interlocked.Add(ref _stalled, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
