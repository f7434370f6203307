using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// How many items the worker takes beyond those that it can handle at once: about as many as it handles in a tenth of a second, so that
/// fast handlers do not wait for the database. Slow handlers get none: other processes may take the items at once.
/// </summary>
internal sealed class InboxReadAhead(int maxConcurrency, TimeProvider timeProvider)
{
    /// <summary>The greatest number.</summary>
    public const int MaxCount = 256;

    /// <summary>The greatest size of their bodies, going by the largest of the last items.</summary>
    public const int MaxSize = 8 * 1024 * 1024;

    private static readonly TimeSpan _time = TimeSpan.FromMilliseconds(100);

    private long _takenAt = timeProvider.GetTimestamp();
    private int _handled;
    private volatile int _count;

    public int Count => _count;

    /// <summary>Counts an item whose handler has ended. Thread-safe.</summary>
    public void EndOne() => Interlocked.Increment(ref _handled);

    /// <summary>Sets the number for the next take.</summary>
    /// <param name="taken">The items of the last take.</param>
    public void Update(IReadOnlyList<InboxItem> taken)
    {
        TimeSpan elapsed = timeProvider.GetElapsedTime(_takenAt);
        if (elapsed <= TimeSpan.Zero)
        {
            return;
        }

        _takenAt = timeProvider.GetTimestamp();
        double rate = Interlocked.Exchange(ref _handled, 0) / elapsed.TotalSeconds;
        int most = Math.Min(MaxCount, Math.Max(maxConcurrency, 2 * _count)); // one fast batch may be an exception
        int largest = taken.Count == 0 ? 0 : taken.Max(item => item.Delivery.Body.Length);
        _count = (int)Math.Min(Math.Min(most, rate * _time.TotalSeconds), largest == 0 ? most : MaxSize / largest);
    }
}
