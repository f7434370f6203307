using System.Collections.Frozen;

namespace Webhooks.Receiver;

/// <summary>All registered handlers by the type of event they take.</summary>
internal sealed class WebhookHandlerTable(IEnumerable<WebhookHandlerRegistration> registrations)
{
    private readonly FrozenDictionary<Type, WebhookHandlerRegistration[]> _byEvent =
        registrations.GroupBy(handler => handler.EventType).ToFrozenDictionary(handlers => handlers.Key, handlers => handlers.ToArray());

    /// <summary>The handler of exactly this type of event, or null.</summary>
    public WebhookHandlerRegistration? Find(Type eventType) =>
        _byEvent.TryGetValue(eventType, out WebhookHandlerRegistration[]? handlers) ? handlers[0] : null;

    public bool HasHandlersOf(WebhookProvider provider) => _byEvent.Values.Any(handlers => handlers[0].Provider == provider);

    /// <summary>What is wrong with the handlers of a provider, in sentences.</summary>
    public IEnumerable<string> ErrorsOf(WebhookProvider provider) =>
        from handlers in _byEvent.Values
        where handlers[0].Provider == provider && handlers.Length > 1
        select $"Two handlers are registered for {handlers[0].EventType.Name}: {string.Join(" and ", handlers.Select(handler => handler.HandlerType.Name))}. "
            + "Keep one; it may call the others.";
}
