namespace Webhooks.Receiver;

/// <summary>
/// A pool of hash states, or of keys. One thread uses an object at a time; idle ones are in slots, each emptied by one atomic exchange.
/// </summary>
/// <param name="create">Creates an object if none is idle.</param>
internal sealed class ReusePool<T>(Func<T> create) : IDisposable
    where T : class, IDisposable
{
    private static readonly int _slots = Math.Clamp(Environment.ProcessorCount * 2, 4, 64);

    private readonly T?[] _idle = new T?[_slots];
    private T? _next; // tried first, without a loop
    private volatile bool _isDisposed;

    public T Rent() => Interlocked.Exchange(ref _next, null) ?? RentIdle();

    /// <summary>Returns an object to the pool. Read the hash of a hash state before, which resets it; after an exception dispose of it.</summary>
    public void Return(T item)
    {
        if (Interlocked.CompareExchange(ref _next, item, null) is not null)
        {
            ReturnIdle(item);
        }

        if (_isDisposed)
        {
            Dispose(); // this object, or one that was returned at the same time
        }
    }

    /// <summary>Disposes of the idle objects. The pool can still be used, but then disposes of each returned object.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.Exchange(ref _next, null)?.Dispose();
        foreach (ref T? slot in _idle.AsSpan())
        {
            Interlocked.Exchange(ref slot, null)?.Dispose();
        }
    }

    private T RentIdle()
    {
        foreach (ref T? slot in _idle.AsSpan())
        {
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } item)
            {
                return item;
            }
        }

        return create();
    }

    private void ReturnIdle(T item)
    {
        foreach (ref T? slot in _idle.AsSpan())
        {
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, item, null) is null)
            {
                return;
            }
        }

        item.Dispose();
    }
}
