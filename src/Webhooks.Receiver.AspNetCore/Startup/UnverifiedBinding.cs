using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Abstractions;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Finds endpoints where the framework itself would bind a webhook or an event from the request: nothing would be verified.</summary>
internal static class UnverifiedBinding
{
    /// <returns>What is wrong and what to do instead; null if nothing is.</returns>
    public static string? FindError(Endpoint endpoint) => FindErrorOfAction(endpoint) ?? FindErrorOfBody(endpoint);

    /// <summary>MVC binds in its own way, whatever the endpoint's filters do.</summary>
    private static string? FindErrorOfAction(Endpoint endpoint)
    {
        ActionDescriptor? action = endpoint.Metadata.GetMetadata<ActionDescriptor>();
        foreach (ParameterDescriptor bound in (action?.Parameters ?? []).Concat(action?.BoundProperties ?? []))
        {
            if (FindEventName(bound.ParameterType) is { } name)
            {
                return $"The MVC action '{action!.DisplayName}' binds '{bound.Name}' from the request, which verifies nothing: MVC is not supported. "
                    + $"{WhatToDo(name)}";
            }
        }

        return null;
    }

    private static string? FindErrorOfBody(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } body || FindEventName(body) is not { } name)
        {
            return null;
        }

        ParameterInfo? parameter = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().FirstOrDefault(parameter => parameter.ParameterType == body);
        return parameter is null || endpoint.Metadata.GetMetadata<WebhookEndpointMetadata>() is not null
            ? null
            : $"The endpoint '{WebhookMapping.GetPath(endpoint)}' binds '{parameter.Name}' from the body, which verifies nothing. {WhatToDo(name)}";
    }

    private static string WhatToDo(string name) =>
        $"Use MapWebhook<{name}>, or a minimal API: app.MapPost(path, (Webhook<{name}> webhook) => …).";

    /// <summary>The name of the common base of the provider's events, if the type is a webhook or an event.</summary>
    private static string? FindEventName(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Webhook<>))
        {
            return type.GetGenericArguments()[0].Name;
        }

        string? name = null;
        for (Type? current = type; typeof(IWebhookEvent).IsAssignableFrom(current); current = current!.BaseType)
        {
            name = current!.Name;
        }

        return name;
    }
}
