namespace Webhooks.Receiver.Testing;

/// <summary>The faults of one operation in order, each for some calls or for all later calls.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly Queue<(IdempotencyFault Fault, int? Times)> _faults = new();
    private int _callsOfFirst;
    private int _calls;
    private int _answeredCalls;

    public int Calls => Volatile.Read(ref _calls);

    public int AnsweredCalls => Volatile.Read(ref _answeredCalls);

    public void Add(IdempotencyFault fault, int? times)
    {
        lock (_lock)
        {
            _faults.Enqueue((fault, times));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
            _callsOfFirst = 0;
        }
    }

    public void CountAnswer() => Interlocked.Increment(ref _answeredCalls);

    /// <summary>Counts a call, and gets its fault.</summary>
    public IdempotencyFault Next()
    {
        lock (_lock)
        {
            _calls++;
            if (!_faults.TryPeek(out var first))
            {
                return IdempotencyFault.None;
            }

            if (++_callsOfFirst == first.Times)
            {
                _faults.Dequeue();
                _callsOfFirst = 0;
            }

            return first.Fault;
        }
    }
}
