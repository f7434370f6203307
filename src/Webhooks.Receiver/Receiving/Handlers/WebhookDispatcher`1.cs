namespace Webhooks.Receiver;

/// <summary>Brings an event to the code that handles it. Thread-safe unless made for one delivery.</summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public abstract class WebhookDispatcher<TEvent> : WebhookDispatcher
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>Runs the handler. What it throws counts as a failure and is logged once.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="context">What the handler is given.</param>
    public abstract ValueTask<HandlerResult> DispatchAsync(TEvent webhookEvent, WebhookContext context);

    internal sealed override WebhookParseResult<object> Parse(WebhookPayload payload) => TEvent.Provider.Parse(payload).Untyped();

    internal sealed override ValueTask<HandlerResult> HandleAsync(object webhookEvent, WebhookContext context) =>
        DispatchAsync((TEvent)webhookEvent, context);
}
