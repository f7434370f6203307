namespace Webhooks.Receiver;

/// <summary>
/// The base type of one provider's events. Its static property connects the type with the provider: endpoints, handlers, options and
/// metrics need nothing else.
/// </summary>
/// <typeparam name="TEvent">The implementing type itself: the common base of all the provider's events.</typeparam>
public interface IWebhookEvent<TEvent> : IWebhookEvent
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>The provider. Always the same object.</summary>
    static new abstract WebhookProvider<TEvent> Provider { get; }

    static WebhookProvider IWebhookEvent.Provider => TEvent.Provider;
}
