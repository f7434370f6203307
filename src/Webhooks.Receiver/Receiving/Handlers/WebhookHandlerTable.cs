namespace Webhooks.Receiver;

/// <summary>All registered handlers by the type of event they take.</summary>
internal sealed class WebhookHandlerTable(IEnumerable<WebhookHandlerRegistration> registrations)
{
    private readonly ILookup<Type, WebhookHandlerRegistration> _byEvent = registrations.ToLookup(handler => handler.EventType);

    /// <summary>The handler of exactly this type of event, or null.</summary>
    public WebhookHandlerRegistration? Find(Type eventType) => _byEvent[eventType].FirstOrDefault();

    public bool HasHandlersOf(WebhookProvider provider) => _byEvent.Any(group => group.First().Provider == provider);

    /// <summary>What is wrong with the handlers of a provider, in sentences.</summary>
    public IEnumerable<string> ErrorsOf(WebhookProvider provider) =>
        from handlers in _byEvent
        where handlers.First().Provider == provider && handlers.Count() > 1
        select $"Two handlers are registered for {handlers.Key.Name}: {string.Join(" and ", handlers.Select(handler => handler.HandlerType.Name))}. "
            + "Keep one; it may call the others.";
}
