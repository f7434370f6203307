namespace Webhooks.Receiver.Hosting;

/// <summary>
/// An endpoint at which deliveries of one provider arrive, with the handler of their events. Create each once, as a
/// <see cref="WebhookEndpoint{TEvent}"/>, and keep it: settings are found by the object. Thread-safe.
/// </summary>
public abstract class WebhookEndpoint
{
    private protected WebhookEndpoint(WebhookProvider provider, string name, WebhookDispatcher? dispatcher, WebhookEndpointOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Provider = provider;
        Dispatcher = dispatcher;
        Options = options ?? new WebhookEndpointOptions();
        OwnName = name;
        Name = Options.Name ?? name;
    }

    /// <summary>The provider.</summary>
    public WebhookProvider Provider { get; }

    /// <summary>The endpoint's name or route pattern: part of every idempotency key.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether the URL of a request can contain a URL token. If not, an endpoint of a provider that does not sign does not start.
    /// Set it before the first use.
    /// </summary>
    /// <value>True.</value>
    public bool CanCarryUrlToken { get; set; } = true;

    internal WebhookEndpointOptions Options { get; }

    /// <summary>The name or route pattern that it was created with, whatever its options say.</summary>
    internal string OwnName { get; }

    /// <summary>Whether events have an ordering key.</summary>
    internal abstract bool IsOrdered { get; }

    /// <summary>The dispatcher of the events; null for the registered handlers.</summary>
    internal WebhookDispatcher? Dispatcher { get; }

    /// <summary>The name of the options with the endpoint's secrets and limits.</summary>
    internal string OptionsName => Options.OptionsName ?? Provider.ConfigurationSection;

    /// <summary>Gets the ordering key of an event; null for none.</summary>
    internal abstract string? GetOrderingKey(object webhookEvent);
}
