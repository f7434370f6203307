using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Shared by both ways of mapping an endpoint.</summary>
internal static class WebhookMapping
{
    private const string AnyHost = "*";

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
    /// Allows anonymous access, unless the endpoint has authorization of its own, in any of the forms that the authorization middleware
    /// knows. The signature authenticates senders; an app's fallback policy is for people, and would refuse them.
    /// </summary>
    public static void AllowAnonymousByDefault(EndpointBuilder builder)
    {
        if (!builder.Metadata.Any(IsAuthorization))
        {
            builder.Metadata.Add(_allowAnonymous);
        }
    }

    /// <summary>Lets the methods of the sender's handshakes in, at an endpoint that is mapped for its deliveries.</summary>
    public static void AddHandshakeMethods(EndpointBuilder builder, WebhookProvider provider)
    {
        if (provider.HandshakeMethods.Count > 0 && builder.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods.Count: > 0 } mapped)
        {
            builder.Metadata.Add(new HttpMethodMetadata(mapped.HttpMethods.Union(provider.HandshakeMethods, StringComparer.OrdinalIgnoreCase)));
        }
    }

    /// <summary>Whether an endpoint got authorization of its own after anonymous access had been allowed.</summary>
    public static bool IsAuthorizedTooLate(Endpoint endpoint) =>
        endpoint.Metadata.Any(item => ReferenceEquals(item, _allowAnonymous)) && endpoint.Metadata.Any(IsAuthorization);

    /// <summary>Gets the endpoint's route pattern.</summary>
    public static string GetPath(Endpoint endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "";

    /// <summary>
    /// Gets the requests that the endpoint matches, as texts of method, host and path, each in one spelling: patterns that differ in case or in
    /// the names of parameters match the same requests.
    /// </summary>
    public static IReadOnlyList<string> GetMatchedRequests(Endpoint endpoint, WebhookProvider provider)
    {
        IEnumerable<string> methods = GetMethods(endpoint) is { Count: > 0 } mapped ? mapped : provider.Methods.Concat(provider.HandshakeMethods);
        return
        [
            .. from method in methods
               from host in GetHosts(endpoint).Select(GetMatchedHost)
               select $"{method.ToUpperInvariant()} {host}/{GetMatchedPath(endpoint)}",
        ];
    }

    /// <summary>Gets the methods that the endpoint is mapped for; none means all.</summary>
    public static IReadOnlyList<string> GetMethods(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    /// <summary>Gets the paths that the endpoint matches, in one spelling.</summary>
    public static string GetMatchedPath(Endpoint endpoint) => endpoint is RouteEndpoint { RoutePattern: { } pattern }
        ? string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(GetMatchedPart))))
        : GetPath(endpoint);

    /// <summary>Gets the hosts that the endpoint is mapped for, as they are written; <c>*</c> is any.</summary>
    public static IEnumerable<string> GetHosts(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts.DefaultIfEmpty(AnyHost) ?? [AnyHost];

    /// <summary>Hosts with a wildcard are taken for one: if two of them match a request, routing fails, and may fail for all requests.</summary>
    private static string GetMatchedHost(string host)
    {
        string anyPort = host.EndsWith(":*", StringComparison.Ordinal) ? host[..^2] : host;
        return anyPort == AnyHost || !anyPort.Contains('*', StringComparison.Ordinal) ? anyPort.ToUpperInvariant() : "*.*";
    }

    /// <summary>Gets a constraint's text. One that is an object has none, and is equal to itself only.</summary>
    private static string GetConstraint(RoutePatternParameterPolicyReference policy) =>
        policy.Content ?? RuntimeHelpers.GetHashCode(policy.ParameterPolicy).ToString(CultureInfo.InvariantCulture);

    private static string GetMatchedPart(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.Replace("{", "{{", StringComparison.Ordinal).ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            $"{{{(parameter.IsCatchAll ? "*" : "")}{string.Join(':', parameter.ParameterPolicies.Select(GetConstraint))}}}",
        _ => "",
    };

    private static bool IsAuthorization(object metadata) => metadata is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData;
}
