using System.IO.Pipelines;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Checks all mapped webhook endpoints before the server listens.</summary>
internal sealed class WebhookEndpointChecks(WebhookReceiver receiver, WebhookHttpEndpoints mapped, RouteConflicts conflicts)
{
    /// <param name="routings">All endpoints, those among which one routing chooses together.</param>
    /// <exception cref="WebhookConfigurationException">Something is missing or wrong; the message says what to set.</exception>
    public void Check(IReadOnlyList<IReadOnlyList<Endpoint>> routings)
    {
        List<string> errors = [.. routings.SelectMany(endpoints => conflicts.FindErrors([.. endpoints.OfType<RouteEndpoint>()]))];
        Dictionary<string, (string Provider, object Routing)> takenByRequest = [];
        List<WebhookEndpoint> ours = [];
        foreach ((Endpoint endpoint, object routing) in routings.SelectMany(endpoints => endpoints.Select(endpoint => (endpoint, (object)endpoints))))
        {
            if (UnverifiedBinding.FindError(endpoint) is { } unverified)
            {
                errors.Add(unverified);
                continue;
            }

            IReadOnlyList<WebhookEndpointMetadata> webhooks = endpoint.Metadata.GetOrderedMetadata<WebhookEndpointMetadata>();
            errors.AddRange(FindMappingErrors(endpoint, webhooks));
            foreach (WebhookEndpointMetadata webhook in webhooks.Take(1))
            {
                if (FindPathError(endpoint, webhook.Provider, routing, takenByRequest) is { } error)
                {
                    errors.Add(error);
                    continue;
                }

                WebhookHttpEndpoint http = mapped.Get(webhook, endpoint);
                ours.Add(http.Endpoint);
                if (webhook.HandlerAnswers && http.SetsStatusCode(WebhookOutcome.Processed))
                {
                    errors.Add($"The endpoint '{WebhookMapping.GetPath(endpoint)}' sets a status code for {WebhookOutcome.Processed}, but its handler answers "
                        + "processed deliveries itself. Remove the call, and return a result with this status code.");
                }
            }
        }

        try
        {
            receiver.EnsureAllReady(ours);
        }
        catch (WebhookConfigurationException e)
        {
            errors.AddRange(e.Errors);
        }

        if (errors.Count > 0)
        {
            throw new WebhookConfigurationException([.. errors.Distinct()]);
        }
    }

    private static string? FindPathError(
        Endpoint endpoint, WebhookProvider provider, object routing, Dictionary<string, (string Provider, object Routing)> takenByRequest)
    {
        (string Provider, object Routing)? taken = null;
        foreach (string request in WebhookMapping.GetMatchedRequests(endpoint, provider))
        {
            if (!takenByRequest.TryAdd(request, (provider.Name, routing)))
            {
                taken ??= takenByRequest[request];
            }
        }

        if (taken is not { } other)
        {
            return null;
        }

        string path = WebhookMapping.GetPath(endpoint);
        string error = other.Provider == provider.Name
            ? $"Two endpoints receive from '{provider.Name}' at '{path}'. Map one of them to another path."
            : $"Two endpoints receive at '{path}': one from '{other.Provider}', one from '{provider.Name}'. Map one of them to another path.";
        return ReferenceEquals(other.Routing, routing) ? error
            : $"{error} The path of a branch of the pipeline (app.Map) is not a part of theirs: the path inside it, or of a group (MapGroup), has to differ.";
    }

    private static IEnumerable<string> FindMappingErrors(Endpoint endpoint, IReadOnlyList<WebhookEndpointMetadata> webhooks)
    {
        if (webhooks.Count > 1)
        {
            yield return $"The endpoint '{WebhookMapping.GetPath(endpoint)}' receives from several providers. Map one endpoint for each.";
        }

        if (WebhookMapping.IsAuthorizedTooLate(endpoint))
        {
            yield return $"The endpoint '{WebhookMapping.GetPath(endpoint)}' gets its authorization in a Finally convention. It already allows anonymous "
                + "access then, and nothing would be authorized. Call RequireAuthorization, or add the metadata in another convention.";
        }

        foreach (WebhookConfiguration configuration in endpoint.Metadata.GetOrderedMetadata<WebhookConfiguration>())
        {
            if (!webhooks.Any(webhook => configuration.Provider is null || webhook.Provider == configuration.Provider))
            {
                string name = configuration.Provider?.EventType.Name ?? "TEvent";
                yield return $"The endpoint '{WebhookMapping.GetPath(endpoint)}' is configured with {configuration.Call}, but nothing verifies its requests. "
                    + $"Take a Webhook<{name}> parameter, or use MapWebhook<{name}>.";
            }
        }

        foreach (WebhookEndpointMetadata webhook in webhooks)
        {
            IEnumerable<string> mapped = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            string[] unused = [.. mapped.Except([.. webhook.Provider.Methods, .. webhook.Provider.HandshakeMethods], StringComparer.OrdinalIgnoreCase)];
            if (unused.Length > 0)
            {
                yield return $"The endpoint '{WebhookMapping.GetPath(endpoint)}' is mapped for {string.Join(", ", unused)}, which '{webhook.Provider.Name}' does "
                    + $"not use. Map it for {string.Join(", ", webhook.Provider.Methods)}.";
            }
        }

        if (webhooks.Count > 0 && HasParameterObject(endpoint))
        {
            yield return $"The endpoint '{WebhookMapping.GetPath(endpoint)}' has a parameter with [AsParameters], in which neither the webhook nor parameters "
                + "from the body can be found. Declare them as parameters of the handler itself.";
        }

        if (webhooks.Count > 0 && FindBodyParameter(endpoint) is { } parameter)
        {
            yield return $"The endpoint '{WebhookMapping.GetPath(endpoint)}' binds the parameter '{parameter}' from the body, so that no bytes are left to verify. "
                + "Remove it: the Webhook parameter has the event and the raw body.";
        }
    }

    private static bool HasParameterObject(Endpoint endpoint) => endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters()
        .Any(parameter => parameter.IsDefined(typeof(AsParametersAttribute), inherit: false)) ?? false;

    /// <summary>Finds the parameter that the framework binds from the body; null if there is none.</summary>
    private static string? FindBodyParameter(Endpoint endpoint)
    {
        Type? bodyType = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        return endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters()
            .FirstOrDefault(parameter => (parameter.ParameterType == bodyType && !IsRouteValue(endpoint, parameter)) || IsUnreadBody(parameter))?.Name;
    }

    private static bool IsRouteValue(Endpoint endpoint, ParameterInfo parameter) =>
        (endpoint as RouteEndpoint)?.RoutePattern.GetParameter(parameter.Name ?? "") is not null
        && !parameter.GetCustomAttributes(inherit: false).OfType<IFromBodyMetadata>().Any();

    /// <summary>The framework binds the body itself to these two types, and adds no metadata that says so.</summary>
    private static bool IsUnreadBody(ParameterInfo parameter) =>
        (parameter.ParameterType == typeof(Stream) || parameter.ParameterType == typeof(PipeReader))
        && !parameter.GetCustomAttributes(inherit: false).Any(attribute => attribute is IFromServiceMetadata or FromKeyedServicesAttribute);
}
