using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// All mapped endpoints of one app. Routing builds an endpoint more than once, for the checks at start and for matching: to the
/// receiver both have to be the same, or the settings that were checked would not be those in force.
/// </summary>
internal sealed class MappedWebhooks(WebhookExchange exchange)
{
    private readonly ConcurrentDictionary<(WebhookProvider Provider, string Path), MappedWebhook> _byPath = new();

    /// <summary>The endpoint as the receiver knows it. Its name and options stand in other metadata, so it has to be built by then.</summary>
    public MappedWebhook Of(WebhookProvider provider, Endpoint endpoint) =>
        _byPath.GetOrAdd((provider, WebhookMapping.PathOf(endpoint)), static (key, built) => built.Mapped.Map(key.Provider, built.Endpoint), (Mapped: this, Endpoint: endpoint));

    private MappedWebhook Map(WebhookProvider provider, Endpoint endpoint)
    {
        var options = new WebhookHttpEndpointOptions();
        foreach (WebhookConfiguration configuration in endpoint.Metadata.GetOrderedMetadata<WebhookConfiguration>())
        {
            if (configuration.Provider == provider)
            {
                configuration.Configure(options);
            }
        }

        string name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
            ?? (endpoint as RouteEndpoint)?.RoutePattern.RawText
            ?? provider.DefaultPath;
        return new MappedWebhook(new WebhookEndpoint(provider, name, options), options, exchange);
    }
}
