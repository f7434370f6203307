using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// The mapped endpoints of one app, by provider and path. Routing builds an endpoint more than once, for the checks at start and for
/// matching: both have to be the same to the receiver, or the settings that were checked would not be those in force.
/// </summary>
internal sealed class WebhookHttpEndpoints(WebhookReceiver receiver, TimeProvider timeProvider, ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<(WebhookProvider Provider, string Path), WebhookHttpEndpoint> _byPath = new();
    private readonly ILogger _logger = loggers.CreateLogger("Webhooks.Receiver.AspNetCore");

    /// <summary>The endpoint that a built one stands for. Its name and options are other metadata of it, so it has to be built by then.</summary>
    public WebhookHttpEndpoint Get(WebhookEndpointMetadata webhook, Endpoint built) =>
        _byPath.GetOrAdd((webhook.Provider, WebhookMapping.GetPath(built)), _ => Create(webhook, built));

    private WebhookHttpEndpoint Create(WebhookEndpointMetadata webhook, Endpoint built)
    {
        var options = new WebhookEndpointOptions();
        foreach (WebhookConfiguration configuration in built.Metadata.GetOrderedMetadata<WebhookConfiguration>())
        {
            if (configuration.Provider is null || configuration.Provider == webhook.Provider)
            {
                configuration.Configure(options);
            }
        }

        RouteEndpoint? route = built as RouteEndpoint;
        string name = built.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
            ?? route?.RoutePattern.RawText
            ?? webhook.Provider.DefaultPath;
        WebhookEndpoint endpoint = webhook.Create(name, options);
        endpoint.CanCarryUrlToken = route?.RoutePattern.GetParameter(WebhookProvider.UrlTokenParameter) is not null;
        return new WebhookHttpEndpoint(receiver, endpoint, options, timeProvider, _logger);
    }
}
