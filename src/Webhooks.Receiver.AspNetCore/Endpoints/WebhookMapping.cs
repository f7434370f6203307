using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>What both ways of mapping an endpoint share.</summary>
internal static class WebhookMapping
{
    private static readonly AllowAnonymousAttribute _allowAnonymous = new();

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
    public static void AllowAnonymousByDefault(EndpointBuilder builder)
    {
        if (!builder.Metadata.Any(IsAuthorization))
        {
            builder.Metadata.Add(_allowAnonymous);
        }
    }

    /// <summary>Whether an endpoint was given authorization of its own after it had been opened.</summary>
    public static bool IsAuthorizedTooLate(Endpoint endpoint) =>
        endpoint.Metadata.Any(item => ReferenceEquals(item, _allowAnonymous)) && endpoint.Metadata.Any(IsAuthorization);

    /// <summary>The endpoint's route pattern.</summary>
    public static string GetPath(Endpoint endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "";

    private static bool IsAuthorization(object metadata) => metadata is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData;
}
