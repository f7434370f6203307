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

    /// <summary>
    /// The signature authenticates; a fallback policy meant for people must not keep senders out. Authorization of the endpoint's own
    /// stays, in each of the forms that the authorization middleware knows.
    /// </summary>
    public static void AllowAnonymousUnlessSaid(EndpointBuilder builder)
    {
        if (!builder.Metadata.Any(item => item is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData))
        {
            builder.Metadata.Add(new AllowAnonymousAttribute());
        }
    }

    /// <summary>The endpoint's route pattern.</summary>
    public static string PathOf(Endpoint endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "";
}
