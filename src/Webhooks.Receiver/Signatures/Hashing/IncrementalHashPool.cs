using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// Hash states that are used again. A state serves one thread at a time; idle ones wait in slots that threads take with one exchange.
/// </summary>
/// <param name="make">Makes a state where none is idle.</param>
internal sealed class IncrementalHashPool(Func<IncrementalHash> make) : IDisposable
{
    private static readonly int _slots = Math.Clamp(Environment.ProcessorCount * 2, 4, 64);

    private readonly IncrementalHash?[] _idle = new IncrementalHash?[_slots];
    private IncrementalHash? _next; // tried first, without a loop
    private volatile bool _isDisposed;

    public IncrementalHash Rent() => Interlocked.Exchange(ref _next, null) ?? RentIdle();

    /// <summary>Takes a state back. It has to have been reset by reading its hash; after a failure dispose of it instead.</summary>
    public void Return(IncrementalHash hash)
    {
        if (Interlocked.CompareExchange(ref _next, hash, null) is not null)
        {
            ReturnIdle(hash);
        }

        if (_isDisposed)
        {
            Dispose(); // this state, or one that came back at the same time
        }
    }

    /// <summary>Disposes of the idle states. The pool may be used on; it keeps no state any more.</summary>
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

        return make();
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
