namespace Webhooks.Receiver;

/// <summary>What a handler is given beside the event.</summary>
public sealed class WebhookContext
{
    internal WebhookContext(IServiceProvider services, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        Services = services;
        Delivery = delivery;
        CancellationToken = cancellationToken;
    }

    /// <summary>The services of this delivery's scope.</summary>
    public IServiceProvider Services { get; }

    /// <summary>
    /// Cancelled shortly before the host's shutdown timeout ends, when the handler timeout is over, or when the claim was lost;
    /// never because the sender hung up.
    /// </summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The delivery that brought the event.</summary>
    public WebhookDelivery Delivery { get; }
}
