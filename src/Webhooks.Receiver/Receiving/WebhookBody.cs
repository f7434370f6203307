using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>
/// A delivery's body, byte for byte. It lives in a pooled buffer until the handler returns; using it later throws. Copy what you
/// keep with <see cref="ToArray"/>.
/// </summary>
public sealed class WebhookBody : IDisposable
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private IMemoryOwner<byte>? _owner;
    private volatile bool _isDisposed;

    /// <summary>A body whose memory is nobody's to give back.</summary>
    /// <param name="bytes">The bytes exactly as received; not copied.</param>
    public WebhookBody(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>A body in rented memory.</summary>
    /// <param name="owner">Disposed of together with the body.</param>
    /// <param name="length">How many bytes of it are the body.</param>
    public WebhookBody(IMemoryOwner<byte> owner, int length)
    {
        ArgumentNullException.ThrowIfNull(owner);
        _owner = owner;
        _bytes = owner.Memory[..length];
    }

    /// <summary>The number of bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes exactly as received.</summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _bytes.Span;
        }
    }

    /// <summary>A copy that may be kept.</summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    public byte[] ToArray() => Span.ToArray();

    /// <summary>Gives the memory back. Called for you once the handler has returned.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.Exchange(ref _owner, null)?.Dispose();
    }

    /// <summary>Names the type only: a body is not for logs.</summary>
    public override string ToString() => nameof(WebhookBody);
}
