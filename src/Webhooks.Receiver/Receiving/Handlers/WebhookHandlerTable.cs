using System.Collections.Concurrent;
using System.Collections.Frozen;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Finds the registered handlers by the type of their events. Thread-safe.</summary>
internal sealed class WebhookHandlerTable(IEnumerable<WebhookHandlerRegistration> registrations)
{
    private readonly ConcurrentDictionary<WebhookProvider, WebhookDispatcher> _dispatchers = new();

    private readonly FrozenDictionary<Type, WebhookHandlerRegistration[]> _byEvent =
        registrations.GroupBy(handler => handler.EventType).ToFrozenDictionary(handlers => handlers.Key, handlers => handlers.ToArray());

    /// <summary>The providers that handlers are registered for.</summary>
    public IEnumerable<WebhookProvider> Providers => _byEvent.Values.Select(handlers => handlers[0].Provider).Distinct();

    /// <summary>Finds the handler of exactly this event type; null if there is none.</summary>
    public WebhookHandlerRegistration? Find(Type eventType) =>
        _byEvent.TryGetValue(eventType, out WebhookHandlerRegistration[]? handlers) ? handlers[0] : null;

    /// <summary>Whether a handler is registered for the event type that events of this type would have if they could be read.</summary>
    public bool HasHandlerFor(WebhookProvider provider, string type) => _byEvent.Values.Any(
        handlers => handlers[0].Provider == provider && provider.MayReadAs(type, handlers[0].EventType));

    /// <summary>Gets the endpoint's dispatcher; by default the one that passes events to the registered handlers.</summary>
    public WebhookDispatcher GetDispatcher(WebhookEndpoint endpoint) => endpoint.Dispatcher ?? _dispatchers.GetOrAdd(
        endpoint.Provider, static (provider, table) => new RegisteredHandlersDispatcher(table, provider), this);

    /// <summary>Gets errors for handlers that would never be called, as sentences.</summary>
    public IEnumerable<string> GetUnusedErrors(ICollection<WebhookEndpoint> endpoints) =>
        from provider in Providers
        where !endpoints.Any(endpoint => endpoint.Provider == provider && endpoint.Dispatcher is null)
        select provider.ExpectsAnswer ? DescribeUnableToAnswer(provider.EventType.Name) : DescribeUnused(provider.EventType.Name);

    /// <summary>Gets the errors in the handlers of an endpoint, as sentences.</summary>
    public IEnumerable<string> GetErrors(WebhookEndpoint endpoint)
    {
        if (endpoint.Dispatcher is not null)
        {
            yield break;
        }

        WebhookHandlerRegistration[][] ours = [.. _byEvent.Values.Where(handlers => handlers[0].Provider == endpoint.Provider)];
        foreach (WebhookHandlerRegistration[] handlers in ours.Where(handlers => handlers.Length > 1))
        {
            yield return $"Two handlers are registered for {handlers[0].EventType.Name}: "
                + $"{string.Join(" and ", handlers.Select(handler => handler.HandlerType.Name))}. Keep one; it may call the others.";
        }

        // An endpoint of questions needs a handler of its own, which the check of its settings says.
        if (ours.Length == 0 && !endpoint.Provider.ExpectsAnswer)
        {
            string name = endpoint.Provider.EventType.Name;
            yield return $"No handler is registered for {name}, and the endpoint '{endpoint.Name}' has none of its own: every event would be "
                + $"acknowledged and lost. Call AddHandler<{name}, YourHandler>(), or pass a delegate.";
        }
    }

    private static string DescribeUnused(string eventType) =>
        $"Handlers are registered for {eventType}, but no endpoint uses them, so that they would never be called. "
        + $"Call MapWebhook<{eventType}>(), or remove the AddHandler calls. An app that calls WebhookReceiver.ReceiveAsync itself "
        + "first calls EnsureReady with its endpoint, before the start; if it maps no webhook endpoint at all, it registers with "
        + "AddWebhookReceiver() instead of AddWebhooks().";

    private static string DescribeUnableToAnswer(string eventType) =>
        $"Handlers are registered for {eventType}, which is a question: handlers of AddHandler cannot answer, and would never be called. "
        + "Remove the AddHandler calls.";
}
