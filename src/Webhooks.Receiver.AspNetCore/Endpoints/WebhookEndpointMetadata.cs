using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Marks an endpoint that receives deliveries.</summary>
/// <param name="provider">The provider.</param>
/// <param name="create">Creates the endpoint that the receiver knows, with its handler, once its name and options are known.</param>
internal sealed class WebhookEndpointMetadata(WebhookProvider provider, Func<string, WebhookEndpointOptions, WebhookEndpoint> create)
{
    private WebhookHttpEndpoint? _endpoint;

    public WebhookProvider Provider => provider;

    /// <summary>The endpoint of a request. Only the first request asks for services, since the scope that holds them costs.</summary>
    /// <exception cref="InvalidOperationException">The request is in no endpoint.</exception>
    public WebhookHttpEndpoint GetEndpoint(HttpContext http) => _endpoint ??= http.RequestServices.GetRequiredService<WebhookHttpEndpoints>().Get(
        this, http.GetEndpoint() ?? throw new InvalidOperationException("A webhook is received in an endpoint only."));

    public WebhookEndpoint Create(string name, WebhookEndpointOptions options) => create(name, options);
}
