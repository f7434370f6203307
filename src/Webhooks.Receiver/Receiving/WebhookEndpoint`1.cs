namespace Webhooks.Receiver.Hosting;

/// <inheritdoc cref="WebhookEndpoint"/>
/// <typeparam name="TEvent">The common base of the provider's events. It determines the provider.</typeparam>
public sealed class WebhookEndpoint<TEvent> : WebhookEndpoint
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>Creates an endpoint whose events go to the handlers registered with <c>AddHandler</c>.</summary>
    /// <param name="name">
    /// The endpoint's name or route pattern, never the path of a request. It is part of every idempotency key: after a change,
    /// retried events are handled again. <see cref="WebhookEndpointOptions.Name"/> takes precedence.
    /// </param>
    /// <param name="options">The differences from the provider's options; null for none. Do not change them afterwards.</param>
    public WebhookEndpoint(string name, WebhookEndpointOptions? options = null)
        : base(TEvent.Provider, name, dispatcher: null, options)
    {
    }

    /// <summary>Creates an endpoint whose events go to a delegate.</summary>
    /// <param name="name"><inheritdoc cref="WebhookEndpoint{TEvent}(string, WebhookEndpointOptions?)" path="/param[@name='name']"/></param>
    /// <param name="handler">Handles an event. Returning means success; after an exception the sender tries again.</param>
    /// <param name="options">The differences from the provider's options; null for none. Do not change them afterwards.</param>
    public WebhookEndpoint(string name, Func<TEvent, WebhookContext, Task> handler, WebhookEndpointOptions? options = null)
        : this(name, CreateDispatcher(handler), options)
    {
    }

    /// <summary>Creates an endpoint whose events go to a dispatcher.</summary>
    /// <param name="name"><inheritdoc cref="WebhookEndpoint{TEvent}(string, WebhookEndpointOptions?)" path="/param[@name='name']"/></param>
    /// <param name="dispatcher">Runs the handler.</param>
    /// <param name="options">The differences from the provider's options; null for none. Do not change them afterwards.</param>
    public WebhookEndpoint(string name, WebhookDispatcher<TEvent> dispatcher, WebhookEndpointOptions? options = null)
        : base(TEvent.Provider, name, NotNull(dispatcher), options)
    {
    }

    private static DelegateDispatcher<TEvent> CreateDispatcher(Func<TEvent, WebhookContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new DelegateDispatcher<TEvent>(handler);
    }

    private static WebhookDispatcher<TEvent> NotNull(WebhookDispatcher<TEvent> dispatcher)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        return dispatcher;
    }
}
