using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// A pool of hash states. One thread uses a state at a time; idle states are in slots, each emptied by one atomic exchange.
/// </summary>
/// <param name="create">Creates a state if none is idle.</param>
internal sealed class IncrementalHashPool(Func<IncrementalHash> create) : IDisposable
{
    private static readonly int _slots = Math.Clamp(Environment.ProcessorCount * 2, 4, 64);

    private readonly IncrementalHash?[] _idle = new IncrementalHash?[_slots];
    private IncrementalHash? _next; // tried first, without a loop
    private volatile bool _isDisposed;

    public IncrementalHash Rent() => Interlocked.Exchange(ref _next, null) ?? RentIdle();

    /// <summary>Returns a state to the pool. Read its hash before, which resets it; after an exception dispose of it.</summary>
    public void Return(IncrementalHash hash)
    {
        if (Interlocked.CompareExchange(ref _next, hash, null) is not null)
        {
            ReturnIdle(hash);
        }

        if (_isDisposed)
        {
            Dispose(); // this state, or one that was returned at the same time
        }
    }

    /// <summary>Disposes of the idle states. The pool can still be used, but then disposes of each returned state.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.Exchange(ref _next, null)?.Dispose();
        foreach (ref IncrementalHash? slot in _idle.AsSpan())
        {
            Interlocked.Exchange(ref slot, null)?.Dispose();
        }
    }

    private IncrementalHash RentIdle()
    {
        foreach (ref IncrementalHash? slot in _idle.AsSpan())
        {
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } hash)
            {
                return hash;
            }
        }

        return create();
    }

    private void ReturnIdle(IncrementalHash hash)
    {
        foreach (ref IncrementalHash? slot in _idle.AsSpan())
        {
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, hash, null) is null)
            {
                return;
            }
        }

        hash.Dispose();
    }
}
