namespace Webhooks.Receiver.Hosting;

/// <summary>
/// The source of one delivery. Its headers are available at once; its body is read later, after the headers have been checked.
/// Derive from it to receive over another transport. Used for one delivery, by one thread at a time.
/// </summary>
public abstract class WebhookSource
{
    /// <summary>The HTTP method.</summary>
    public abstract string Method { get; }

    /// <summary>
    /// The absolute URL as this app sees it, path and query exactly as received; null, the default, if it is not known. Read only if the provider
    /// signs it, or has its signature or its handshakes in it.
    /// </summary>
    public virtual string? Url => null;

    /// <summary>The headers.</summary>
    public abstract WebhookHeaders Headers { get; }

    /// <summary>The services of the request; null, the default, if it has no own services.</summary>
    public virtual IServiceProvider? RequestServices => null;

    /// <summary>Gets the value of a route parameter; null, the default, if there is none.</summary>
    /// <param name="name">The parameter's name.</param>
    public virtual string? GetRouteValue(string name) => null;

    /// <summary>Reads the whole body. Called at most once.</summary>
    /// <param name="maxSize">The largest size of the body in bytes; above it, <see cref="WebhookOutcome.BodyTooLarge"/>.</param>
    /// <param name="timeout">How long the body may take to arrive; after it, <see cref="WebhookOutcome.BodyTimeout"/>.</param>
    /// <param name="cancellationToken">Cancelled when the sender disconnects.</param>
    /// <exception cref="OperationCanceledException">The sender disconnected.</exception>
    /// <exception cref="IOException">The sender disconnected.</exception>
    public abstract ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken);
}
