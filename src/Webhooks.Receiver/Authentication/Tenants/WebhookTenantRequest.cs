namespace Webhooks.Receiver;

/// <summary>What a tenant can be told by: route values and headers, never the body, which nobody has verified yet.</summary>
public sealed class WebhookTenantRequest
{
    private readonly WebhookSource _source;

    internal WebhookTenantRequest(WebhookSource source, IServiceProvider services)
    {
        _source = source;
        Services = services;
    }

    /// <summary>The request's headers. Nobody has verified them.</summary>
    public WebhookHeaders Headers => _source.Headers;

    /// <summary>The request's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The value of a route parameter, such as <c>tenant</c> in <c>/webhooks/{tenant}/cue</c>; null where there is none.</summary>
    /// <param name="name">The parameter's name.</param>
    public string? GetRouteValue(string name) => _source.GetRouteValue(name);
}
