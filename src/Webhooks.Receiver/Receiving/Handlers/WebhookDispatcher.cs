namespace Webhooks.Receiver;

/// <summary>Brings an event to the code that handles it. Thread-safe unless made for one delivery.</summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public abstract class WebhookDispatcher<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>
    /// The services of the request that the handler cannot outlive; null, the default, where it may and gets a scope of its own.
    /// </summary>
    public virtual IServiceProvider? RequestServices => null;

    /// <summary>Runs the handler. What it throws counts as a failure and is logged once.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="context">What the handler is given.</param>
    public abstract ValueTask<HandlerResult> DispatchAsync(TEvent webhookEvent, WebhookContext context);
}
