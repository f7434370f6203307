using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Marks an endpoint that receives deliveries, and knows it by name and options once it is built.</summary>
internal sealed class WebhookEndpointMetadata(WebhookProvider provider, bool usesHandlers)
{
    private MappedWebhook? _mapped;

    public WebhookProvider Provider => provider;

    /// <summary>Whether events go to the registered handlers.</summary>
    public bool UsesHandlers => usesHandlers;

    /// <summary>The endpoint as the receiver knows it. Its name and options stand in other metadata, so it has to be built by then.</summary>
    public MappedWebhook Of(Endpoint endpoint) => _mapped ??= Map(endpoint);

    private MappedWebhook Map(Endpoint endpoint)
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
        return new MappedWebhook(new WebhookEndpoint(provider, name, options), options);
    }
}
