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

    /// <summary>Creates an endpoint that answers a provider's questions (<see cref="WebhookProvider.ExpectsAnswer"/>).</summary>
    /// <param name="name"><inheritdoc cref="WebhookEndpoint{TEvent}(string, WebhookEndpointOptions?)" path="/param[@name='name']"/></param>
    /// <param name="handler">
    /// Answers a question. After an exception, and after the handler's timeout or else the sender's deadline, the sender gets an answer outside
    /// 200 to 299.
    /// </param>
    /// <param name="options">The differences from the provider's options; null for none. Do not change them afterwards.</param>
    public WebhookEndpoint(string name, Func<TEvent, WebhookContext, Task<WebhookAnswer>> handler, WebhookEndpointOptions? options = null)
        : this(name, CreateQuestionDispatcher(handler), options)
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

    /// <summary>
    /// Gets the ordering key of an event: events of this endpoint with equal keys, and of one tenant, are handled one after the other, in the
    /// order in which they were stored. Null, or an empty key, means no order. Has an effect in the background only. Must not throw.
    /// </summary>
    /// <value>Null: no event has an ordering key.</value>
    public Func<TEvent, string?>? OrderBy { get; init; }

    internal override bool IsOrdered => OrderBy is not null;

    internal override string? GetOrderingKey(object webhookEvent) =>
        OrderBy?.Invoke((TEvent)webhookEvent) is { Length: > 0 } key ? key : null;

    private static DelegateDispatcher<TEvent> CreateDispatcher(Func<TEvent, WebhookContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new DelegateDispatcher<TEvent>(handler);
    }

    private static QuestionDispatcher<TEvent> CreateQuestionDispatcher(Func<TEvent, WebhookContext, Task<WebhookAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new QuestionDispatcher<TEvent>(handler);
    }

    private static WebhookDispatcher<TEvent> NotNull(WebhookDispatcher<TEvent> dispatcher)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        return dispatcher;
    }
}
