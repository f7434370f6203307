namespace Webhooks.Receiver.Hosting;

/// <summary>
/// Runs the handler of one endpoint's events. For transports in which the handler writes the answer; an app passes a delegate
/// instead, or registers an <see cref="IWebhookHandler{TEvent}"/>. Thread-safe.
/// </summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public abstract class WebhookDispatcher<TEvent> : WebhookDispatcher
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>Runs the handler. An exception counts as a failure and is logged once.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="context">The context of the handler.</param>
    /// <param name="source">The request that brought the event; null if the event is handled after its request has ended.</param>
    public abstract ValueTask<HandlerStatus> DispatchAsync(TEvent webhookEvent, WebhookContext context, WebhookSource? source);

    internal sealed override ValueTask<HandlerStatus> DispatchAsync(object webhookEvent, WebhookContext context, WebhookSource? source) =>
        DispatchAsync((TEvent)webhookEvent, context, source);
}
