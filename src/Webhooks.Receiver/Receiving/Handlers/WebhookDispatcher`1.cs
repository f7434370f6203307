namespace Webhooks.Receiver.Hosting;

/// <summary>
/// Runs the handler of one endpoint's events. For transports whose handlers take part in the answer; apps pass a delegate, or
/// register an <see cref="IWebhookHandler{TEvent}"/>. Thread-safe.
/// </summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public abstract class WebhookDispatcher<TEvent> : WebhookDispatcher
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>Runs the handler. An exception counts as a failure and is logged once.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="context">What the handler is given.</param>
    /// <param name="source">The request that brought the event; null if the event is handled later than its request.</param>
    public abstract ValueTask<HandlerStatus> DispatchAsync(TEvent webhookEvent, WebhookContext context, WebhookSource? source);

    internal sealed override ValueTask<HandlerStatus> DispatchAsync(object webhookEvent, WebhookContext context, WebhookSource? source) =>
        DispatchAsync((TEvent)webhookEvent, context, source);
}
