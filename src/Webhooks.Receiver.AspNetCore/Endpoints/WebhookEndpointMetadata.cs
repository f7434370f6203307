using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Marks an endpoint that receives deliveries.</summary>
internal sealed class WebhookEndpointMetadata(WebhookProvider provider, bool usesHandlers)
{
    private MappedWebhook? _mapped;

    public WebhookProvider Provider => provider;

    /// <summary>Whether events go to the registered handlers.</summary>
    public bool UsesHandlers => usesHandlers;

    /// <summary>The endpoint as the receiver knows it. Only the first request has to ask for services: the scope that holds them costs.</summary>
    /// <exception cref="InvalidOperationException">The request is in no endpoint.</exception>
    public MappedWebhook Of(HttpContext http) => _mapped ??= http.RequestServices.GetRequiredService<MappedWebhooks>().Of(
        provider, http.GetEndpoint() ?? throw new InvalidOperationException("A webhook is received in an endpoint only."));
}
