using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>The input of a tenant resolver: route values and headers, never the body. None of it is authenticated.</summary>
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

    /// <summary>Gets a route value, such as <c>tenant</c> in <c>/webhooks/{tenant}/cue</c>; null if there is none.</summary>
    /// <param name="name">The parameter's name.</param>
    public string? GetRouteValue(string name) => _source.GetRouteValue(name);
}
