using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>
/// The body of a delivery, byte for byte. It is in pooled memory until the handler returns; using it later throws. To keep it,
/// copy it with <see cref="ToArray"/>.
/// </summary>
public sealed class WebhookBody : IDisposable
{
    private ReadOnlySequence<byte> _bytes;
    private IDisposable? _owner;
    private volatile bool _isDisposed;
    private Task? _use;

    /// <summary>Creates a body in caller-owned memory.</summary>
    /// <param name="bytes">The bytes exactly as received; not copied.</param>
    public WebhookBody(ReadOnlyMemory<byte> bytes) => _bytes = new ReadOnlySequence<byte>(bytes);

    /// <summary>Creates a body from segments of rented memory. They are joined only after the body is authenticated.</summary>
    /// <param name="bytes">The bytes exactly as received; not copied.</param>
    /// <param name="owner">Disposed of with the body, or when the segments have been joined.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more bytes than an array can hold.</exception>
    public WebhookBody(in ReadOnlySequence<byte> bytes, IDisposable owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Array.MaxLength, nameof(bytes));
        _owner = owner;
        _bytes = bytes;
    }

    /// <summary>The number of bytes.</summary>
    public int Length => (int)_bytes.Length;

    /// <summary>The bytes exactly as received.</summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            ReadOnlySequence<byte> pieces = Pieces;
            return pieces.IsSingleSegment ? pieces.FirstSpan : Join(pieces);
        }
    }

    /// <summary>The bytes exactly as received, as memory that is valid until the body is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The body was disposed of.</exception>
    internal ReadOnlyMemory<byte> Memory
    {
        get
        {
            _ = Span; // joins the segments
            return Pieces.First;
        }
    }

    /// <summary>The bytes as received, in one or several segments.</summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    internal ReadOnlySequence<byte> Pieces
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _bytes;
        }
    }

    /// <summary>Copies the body to a new array.</summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    public byte[] ToArray() => Span.ToArray();

    /// <summary>Returns the memory to its owner. The receiver calls it when the handler has returned.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        IDisposable? owner = Interlocked.Exchange(ref _owner, null);
        if (owner is not null && _use is { IsCompleted: false } use)
        {
            _ = DisposeAfterAsync(use, owner);
        }
        else
        {
            owner?.Dispose();
        }
    }

    /// <summary>Keeps the memory while code that may not stop in time reads it: other requests must not get it before.</summary>
    internal void KeepUntil(Task use) => _use = use;

    /// <summary>Returns the name of the type: a body must not get into a log.</summary>
    public override string ToString() => nameof(WebhookBody);

    private static async Task DisposeAfterAsync(Task use, IDisposable owner)
    {
        await use.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        owner.Dispose();
    }

    /// <summary>Joins the segments for parsing, the first step after verifying: no other thread uses the body yet.</summary>
    private ReadOnlySpan<byte> Join(scoped in ReadOnlySequence<byte> pieces)
    {
        int length = Length;
        IMemoryOwner<byte> joined = MemoryPool<byte>.Shared.Rent(length);
        pieces.CopyTo(joined.Memory.Span);
        _bytes = new ReadOnlySequence<byte>(joined.Memory[..length]);
        Interlocked.Exchange(ref _owner, joined)?.Dispose();
        return joined.Memory.Span[..length];
    }
}
