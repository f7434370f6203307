using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Finds routes of the user's that match the same requests as a webhook endpoint, with the same order and precedence: routing prefers them, or fails.
/// </summary>
/// <remarks>
/// Patterns are compared as they are written. Whether a request exists that satisfies two different constraints, or two different segments of
/// several parts, is not decided.
/// </remarks>
internal sealed class RouteConflicts(IEnumerable<MatcherPolicy> policies)
{
    private const string FrameworkPrefix = "Microsoft.AspNetCore.";
    private const string ActionConstraints = "ActionConstraintMatcherPolicy";

    /// <summary>
    /// API versioning, for instance, chooses between routes of one pattern in a way of its own, and so do constraints of MVC actions. What the other
    /// policies of the framework do is known here.
    /// </summary>
    private readonly MatcherPolicy[] _choosing = [.. policies.Select(policy => (Policy: policy, Type: policy.GetType()))
        .Where(found => found.Type.Name == ActionConstraints || found.Type.Assembly.GetName().Name?.StartsWith(FrameworkPrefix, StringComparison.Ordinal) != true)
        .Select(found => found.Policy)];

    /// <summary>Finds what is wrong with endpoints among which routing chooses, as sentences that say what to do.</summary>
    public IEnumerable<string> FindErrors(IReadOnlyList<RouteEndpoint> routed)
    {
        foreach (RouteEndpoint endpoint in routed)
        {
            if (endpoint.Metadata.GetMetadata<WebhookEndpointMetadata>() is not { Provider: var provider })
            {
                continue;
            }

            foreach (RouteEndpoint other in routed.Where(other => IsOtherRoute(other) && CanMeet(endpoint, other, provider)))
            {
                if (FindCommonMethods(endpoint, other, provider) is { } methods && !IsChosen(endpoint, other))
                {
                    yield return $"Requests ({methods}) to '{WebhookMapping.GetPath(endpoint)}' match the endpoint that receives from '{provider.Name}', and the "
                        + $"route '{other.DisplayName}', which would get them, or neither: routing then answers 500. Map one of them to another path, or for "
                        + "other methods or hosts.";
                }
            }
        }
    }

    private static bool IsOtherRoute(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<WebhookEndpointMetadata>() is null && endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>()?.SuppressMatching != true;

    /// <summary>Whether routing treats the two alike but for their methods, and requests exist that match both.</summary>
    private static bool CanMeet(RouteEndpoint endpoint, RouteEndpoint other, WebhookProvider provider) =>
        endpoint.Order == other.Order
        && endpoint.RoutePattern.InboundPrecedence == other.RoutePattern.InboundPrecedence
        && WebhookMapping.GetMatchedPath(endpoint) == WebhookMapping.GetMatchedPath(other)
        && WebhookMapping.GetHosts(endpoint).Intersect(WebhookMapping.GetHosts(other), StringComparer.OrdinalIgnoreCase).Any() // wildcards as they are written
        && (other.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is not { Count: > 0 } accepted || accepted.Any(type => CanAccept(provider, type)));

    /// <summary>Whether the type may be one that the provider sends. A wildcard, such as <c>*/*</c>, is taken for one.</summary>
    private static bool CanAccept(WebhookProvider provider, string contentType) =>
        contentType.Contains('*', StringComparison.Ordinal) || provider.MediaTypes.Accepts(contentType);

    /// <summary>Gets the methods of deliveries and handshakes that the other route would get, or that both match; null if there are none.</summary>
    private static string? FindCommonMethods(RouteEndpoint endpoint, RouteEndpoint other, WebhookProvider provider)
    {
        IReadOnlyList<string> mapped = WebhookMapping.GetMethods(endpoint);
        IReadOnlyList<string> others = WebhookMapping.GetMethods(other);
        if (others.Count == 0)
        {
            return mapped.Count == 0 ? "all" : null; // routing prefers a route with methods
        }

        IEnumerable<string> ours = mapped.Count > 0 ? mapped : provider.Methods.Concat(provider.HandshakeMethods);
        string[] common = [.. ours.Intersect(others, StringComparer.OrdinalIgnoreCase)];
        return common.Length == 0 ? null : string.Join(", ", common);
    }

    private bool IsChosen(RouteEndpoint endpoint, RouteEndpoint other) => _choosing.Any(policy =>
        (policy is IEndpointSelectorPolicy selector && selector.AppliesToEndpoints([endpoint, other]))
        || (policy is INodeBuilderPolicy builder && builder.AppliesToEndpoints([endpoint, other]))
        || (policy is IEndpointComparerPolicy comparer && comparer.Comparer.Compare(endpoint, other) != 0));
}
