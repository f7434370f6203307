namespace Webhooks.Receiver;

/// <summary>
/// Handles events of one type. Register it with <c>AddHandler</c>; it is resolved for each delivery in a new scope. The handler
/// of a provider's base type gets all events for which no other handler is registered.
/// </summary>
/// <typeparam name="TEvent">The event's type.</typeparam>
public interface IWebhookHandler<in TEvent>
    where TEvent : class, IWebhookEvent
{
    /// <summary>Handles an event. Returning means success; after an exception the sender tries again.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="context">The delivery, its services, and the cancellation token.</param>
    Task HandleAsync(TEvent webhookEvent, WebhookContext context);
}
