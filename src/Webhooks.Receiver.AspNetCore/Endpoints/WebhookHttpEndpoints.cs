using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// The mapped endpoints of one app, by provider and the requests that they match. Routing builds an endpoint more than once: for the checks at
/// start, and for matching. The receiver must see one endpoint; otherwise the checked settings could differ from those in use.
/// </summary>
internal sealed class WebhookHttpEndpoints(WebhookReceiver receiver, TimeProvider timeProvider, ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<(WebhookProvider Provider, string Requests), WebhookHttpEndpoint> _byRequests = new();
    private readonly ILogger _logger = loggers.CreateLogger("Webhooks.Receiver.AspNetCore");

    /// <summary>Gets the endpoint that belongs to a built route endpoint. Its name and options come from the metadata of the latter.</summary>
    public WebhookHttpEndpoint Get(WebhookEndpointMetadata webhook, Endpoint built) =>
        _byRequests.GetOrAdd(
            (webhook.Provider, string.Join(' ', WebhookMapping.GetMatchedRequests(built, webhook.Provider))), _ => Create(webhook, built));

    private WebhookHttpEndpoint Create(WebhookEndpointMetadata webhook, Endpoint built)
    {
        var options = new WebhookEndpointOptions();
        foreach (WebhookOutcome outcome in Enum.GetValues<WebhookOutcome>())
        {
            if (webhook.Provider.GetStatusCode(outcome) is { } statusCode)
            {
                options.SetStatusCode(outcome, statusCode);
            }
        }

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
