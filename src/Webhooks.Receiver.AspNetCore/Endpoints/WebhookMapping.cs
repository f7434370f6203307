using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>What both ways of mapping an endpoint share.</summary>
internal static class WebhookMapping
{
    public static void ThrowIfNotRegistered(IServiceProvider services)
    {
        if (services.GetService<WebhookEndpointChecks>() is null)
        {
            throw new InvalidOperationException(
                "Webhook endpoints need services that are not registered. Call builder.Services.AddWebhooks() before builder.Build().");
        }
    }

    /// <summary>The signature authenticates; a fallback policy meant for people must not keep senders out.</summary>
    public static void AllowAnonymousUnlessSaid(EndpointBuilder builder)
    {
        if (!builder.Metadata.OfType<IAuthorizeData>().Any())
        {
            builder.Metadata.Add(new AllowAnonymousAttribute());
        }
    }

    /// <summary>The endpoint's route pattern.</summary>
    public static string PathOf(Endpoint endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "";
}
