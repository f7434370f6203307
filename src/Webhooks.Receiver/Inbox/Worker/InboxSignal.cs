namespace Webhooks.Receiver;

/// <summary>Wakes the inbox's worker. Thread-safe.</summary>
/// <remarks>
/// Each side writes what the other reads before it reads what the other writes. The exchanges keep that order, which volatile writes do not.
/// </remarks>
internal sealed class InboxSignal
{
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _mayBeDue = 1;

    /// <summary>Says that items may be due, and wakes the worker.</summary>
    public void SetDue()
    {
        Interlocked.Exchange(ref _mayBeDue, 1);
        Wake();
    }

    /// <summary>Wakes the worker, which looks for items only if some may be due.</summary>
    public void Wake() => Volatile.Read(ref _signal).TrySetResult();

    /// <summary>Gets a task that completes at the next call of <see cref="Wake"/>. Call it before looking: nothing is then missed.</summary>
    public Task Reset()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _signal, next);
        return next.Task;
    }

    /// <returns>Whether items may have become due since the last call.</returns>
    public bool TakeDue() => Interlocked.Exchange(ref _mayBeDue, 0) == 1;
}
