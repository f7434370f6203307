namespace Webhooks.Receiver.Hosting;

/// <inheritdoc cref="WebhookEndpoint"/>
/// <typeparam name="TEvent">The common base of the provider's events: it names the provider, and what a handler takes.</typeparam>
public sealed class WebhookEndpoint<TEvent> : WebhookEndpoint
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>Creates an endpoint whose events go to the handlers registered with <c>AddHandler</c>.</summary>
    /// <param name="name">
    /// Its name or route pattern, never the path of a request: part of every idempotency key, so that a changed name makes every
    /// event a new one. <see cref="WebhookEndpointOptions.Name"/> takes precedence.
    /// </param>
    /// <param name="options">What differs from the provider's options; null for nothing. Not to be changed afterwards.</param>
    public WebhookEndpoint(string name, WebhookEndpointOptions? options = null)
        : base(TEvent.Provider, name, dispatcher: null, options)
    {
    }

    /// <summary>Creates an endpoint whose events go to one delegate.</summary>
    /// <param name="name"><inheritdoc cref="WebhookEndpoint{TEvent}(string, WebhookEndpointOptions?)" path="/param[@name='name']"/></param>
    /// <param name="handler">Handles an event. Returning is success; throwing makes the sender try again.</param>
    /// <param name="options">What differs from the provider's options; null for nothing. Not to be changed afterwards.</param>
    public WebhookEndpoint(string name, Func<TEvent, WebhookContext, Task> handler, WebhookEndpointOptions? options = null)
        : this(name, DispatcherOf(handler), options)
    {
    }

    /// <summary>Creates an endpoint whose events go to a dispatcher of the transport's own.</summary>
    /// <param name="name"><inheritdoc cref="WebhookEndpoint{TEvent}(string, WebhookEndpointOptions?)" path="/param[@name='name']"/></param>
    /// <param name="dispatcher">Runs the handler.</param>
    /// <param name="options">What differs from the provider's options; null for nothing. Not to be changed afterwards.</param>
    public WebhookEndpoint(string name, WebhookDispatcher<TEvent> dispatcher, WebhookEndpointOptions? options = null)
        : base(TEvent.Provider, name, NotNull(dispatcher), options)
    {
    }

    private static DelegateDispatcher<TEvent> DispatcherOf(Func<TEvent, WebhookContext, Task> handler)
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
