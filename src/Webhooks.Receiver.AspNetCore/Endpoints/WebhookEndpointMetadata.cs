using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Marks an endpoint that receives deliveries.</summary>
/// <param name="provider">The provider.</param>
/// <param name="create">Creates the receiver's endpoint from its name and options.</param>
internal sealed class WebhookEndpointMetadata(WebhookProvider provider, Func<string, WebhookEndpointOptions, WebhookEndpoint> create)
{
    private WebhookHttpEndpoint? _endpoint;

    public WebhookProvider Provider => provider;

    /// <summary>Whether the handler is a minimal API's, which answers processed deliveries itself.</summary>
    public bool HandlerAnswers { get; init; }

    /// <summary>Gets the endpoint of a request. Only the first request creates a service scope for it.</summary>
    /// <exception cref="InvalidOperationException">The request has no endpoint.</exception>
    public WebhookHttpEndpoint GetEndpoint(HttpContext http) => _endpoint ??= http.RequestServices.GetRequiredService<WebhookHttpEndpoints>().Get(
        this, http.GetEndpoint() ?? throw new InvalidOperationException("A webhook can only be received by an endpoint."));

    public WebhookEndpoint Create(string name, WebhookEndpointOptions options) => create(name, options);
}
