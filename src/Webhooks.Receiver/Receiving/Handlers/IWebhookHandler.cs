namespace Webhooks.Receiver;

/// <summary>
/// Handles events of one type. Registered with <c>AddHandler</c>, resolved for each delivery in a scope of its own. The handler of
/// a provider's base type takes all events that no other handler takes.
/// </summary>
/// <typeparam name="TEvent">The event's type.</typeparam>
public interface IWebhookHandler<in TEvent>
    where TEvent : class, IWebhookEvent
{
    /// <summary>Handles an event. Returning is success; throwing makes the sender try again.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="context">The delivery, its services, and when to stop.</param>
    Task HandleAsync(TEvent webhookEvent, WebhookContext context);
}
