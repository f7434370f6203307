using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>What a tenant is resolved by: route values and headers, never the body. Nothing of it is authenticated.</summary>
public sealed class WebhookTenantRequest
{
    private readonly WebhookSource _source;

    internal WebhookTenantRequest(WebhookSource source, IServiceProvider services)
    {
        _source = source;
        Services = services;
    }

    /// <summary>The request's headers, not authenticated.</summary>
    public WebhookHeaders Headers => _source.Headers;

    /// <summary>The request's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The value of a route parameter, such as <c>tenant</c> in <c>/webhooks/{tenant}/cue</c>; null where there is none.</summary>
    /// <param name="name">The parameter's name.</param>
    public string? GetRouteValue(string name) => _source.GetRouteValue(name);
}
