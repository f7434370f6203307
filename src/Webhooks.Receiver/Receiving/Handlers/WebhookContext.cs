namespace Webhooks.Receiver;

/// <summary>What a handler is given beside the event.</summary>
public sealed class WebhookContext
{
    private readonly HandlerServices _services;

    internal WebhookContext(HandlerServices services, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        _services = services;
        Delivery = delivery;
        CancellationToken = cancellationToken;
    }

    /// <summary>The services of this delivery's scope, which begins when a handler first asks for them.</summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    public IServiceProvider Services => _services.Provider;

    /// <summary>
    /// Cancelled shortly before the host's shutdown timeout ends, when the handler timeout is over, or when the claim was lost;
    /// never because the sender hung up.
    /// </summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The delivery that brought the event.</summary>
    public WebhookDelivery Delivery { get; }
}
