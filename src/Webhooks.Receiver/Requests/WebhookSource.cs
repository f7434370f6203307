namespace Webhooks.Receiver.Hosting;

/// <summary>
/// Where one delivery comes from: headers at once, the body only when it is asked for, which is after the headers have passed.
/// Derive from it to receive over another transport. Used by one delivery, by one thread at a time.
/// </summary>
public abstract class WebhookSource
{
    /// <summary>The HTTP method.</summary>
    public abstract string Method { get; }

    /// <summary>The headers.</summary>
    public abstract WebhookHeaders Headers { get; }

    /// <summary>The services of the request; null, the default, where there are none of its own.</summary>
    public virtual IServiceProvider? RequestServices => null;

    /// <summary>The value of a parameter of the endpoint's route; null, the default, where there is none.</summary>
    /// <param name="name">The parameter's name.</param>
    public virtual string? GetRouteValue(string name) => null;

    /// <summary>Reads the whole body, or says why not. Called at most once.</summary>
    /// <param name="maxSize">The most bytes that the body may have; more is <see cref="WebhookOutcome.BodyTooLarge"/>.</param>
    /// <param name="timeout">How long it may take to arrive; longer is <see cref="WebhookOutcome.BodyTimeout"/>.</param>
    /// <param name="cancellationToken">Cancelled when the sender is gone.</param>
    /// <exception cref="OperationCanceledException">The sender is gone.</exception>
    /// <exception cref="IOException">The sender is gone.</exception>
    public abstract ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken);
}
