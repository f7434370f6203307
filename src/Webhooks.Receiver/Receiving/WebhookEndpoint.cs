namespace Webhooks.Receiver;

/// <summary>One place where deliveries of one provider arrive. Immutable once the app runs.</summary>
public sealed class WebhookEndpoint
{
    /// <summary>Describes an endpoint.</summary>
    /// <param name="provider">Who sends there.</param>
    /// <param name="name">
    /// Its name or route pattern, never the path of a request: part of every key, so a changed name makes all events new ones.
    /// </param>
    /// <param name="options">What differs from the provider's options; null for nothing.</param>
    public WebhookEndpoint(WebhookProvider provider, string name, WebhookEndpointOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentException.ThrowIfNullOrEmpty(name);
        Provider = provider;
        Options = options ?? new WebhookEndpointOptions();
        Name = Options.Name ?? name;
    }

    /// <summary>Who sends there.</summary>
    public WebhookProvider Provider { get; }

    /// <summary>The endpoint's name or route pattern.</summary>
    public string Name { get; }

    /// <summary>What differs from the provider's options.</summary>
    public WebhookEndpointOptions Options { get; }

    /// <summary>Where its settings were found last, so that each delivery need not look for them.</summary>
    internal EndpointSettingsHolder? LatestSettings { get; set; }

    /// <summary>The name of the options that hold its secrets and limits.</summary>
    internal string OptionsName => Options.OptionsName ?? Provider.ConfigurationSection;
}
