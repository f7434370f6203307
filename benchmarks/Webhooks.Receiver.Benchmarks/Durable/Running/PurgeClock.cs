namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>
/// The system's clock, on which purging runs only while it is allowed, and then at once. Purging is told from the rest by the times that it
/// waits: at least ten seconds between two runs, and below a tenth of a second between two batches. Thread-safe.
/// </summary>
internal sealed class PurgeClock : TimeProvider
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _check = TimeSpan.FromMilliseconds(20);

    private volatile bool _isPurging;

    public bool IsPurging
    {
        get => _isPurging;
        set => _isPurging = value;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        bool isOfPurge = dueTime >= _shortest || (dueTime > TimeSpan.Zero && dueTime < _longest);
        if (!isOfPurge)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        ITimer? timer = null;
        var created = new ManualResetEventSlim();
        timer = System.CreateTimer(Check, state, dueTime < _longest ? dueTime : _check, Timeout.InfiniteTimeSpan);
        created.Set();
        return timer;

        void Check(object? value)
        {
            created.Wait();
            if (IsPurging)
            {
                callback(value);
            }
            else
            {
                timer!.Change(_check, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
