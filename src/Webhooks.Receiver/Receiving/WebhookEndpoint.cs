namespace Webhooks.Receiver.Hosting;

/// <summary>
/// A place where deliveries of one provider arrive, and what handles their events. Made once, as a
/// <see cref="WebhookEndpoint{TEvent}"/>, and kept: settings are looked up by the object. Thread-safe.
/// </summary>
public abstract class WebhookEndpoint
{
    private protected WebhookEndpoint(WebhookProvider provider, string name, WebhookDispatcher? dispatcher, WebhookEndpointOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Provider = provider;
        Dispatcher = dispatcher;
        Options = options ?? new WebhookEndpointOptions();
        Name = Options.Name ?? name;
    }

    /// <summary>The provider.</summary>
    public WebhookProvider Provider { get; }

    /// <summary>The endpoint's name or route pattern: part of every idempotency key.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether a request can carry a URL token. An endpoint of a provider that does not sign does not start without one. Set it before
    /// the first use.
    /// </summary>
    /// <value>True.</value>
    public bool CanCarryUrlToken { get; set; } = true;

    internal WebhookEndpointOptions Options { get; }

    /// <summary>What handles the events; null for the registered handlers.</summary>
    internal WebhookDispatcher? Dispatcher { get; }

    /// <summary>The name of the options that hold its secrets and limits.</summary>
    internal string OptionsName => Options.OptionsName ?? Provider.ConfigurationSection;
}
