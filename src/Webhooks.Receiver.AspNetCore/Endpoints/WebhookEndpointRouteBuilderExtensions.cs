using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Webhooks.Receiver;
using Webhooks.Receiver.AspNetCore;
using Webhooks.Receiver.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps endpoints that receive webhooks: verified, read, deduplicated and answered before and after your handler.</summary>
/// <remarks>
/// The app does not start while an endpoint lacks a secret or is mapped in a way that could lose events. Endpoints allow anonymous
/// access, since the signature authenticates, unless they are given authorization of their own.
/// </remarks>
public static class WebhookEndpointRouteBuilderExtensions
{
    /// <summary>Receives at the provider's default path; events go to the handlers registered with <c>AddHandler</c>.</summary>
    /// <param name="endpoints">The route builder.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
    public static IEndpointConventionBuilder MapWebhook<TEvent>(this IEndpointRouteBuilder endpoints)
        where TEvent : class, IWebhookEvent<TEvent> => endpoints.MapWebhook<TEvent>(TEvent.Provider.DefaultPath);

    /// <summary>Receives at a path; events go to the handlers registered with <c>AddHandler</c>.</summary>
    /// <param name="endpoints">The route builder.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
    public static IEndpointConventionBuilder MapWebhook<TEvent>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
        where TEvent : class, IWebhookEvent<TEvent> =>
        Map(endpoints, pattern, new WebhookEndpointMetadata(TEvent.Provider, static (name, options) => new WebhookEndpoint<TEvent>(name, options)));

    /// <summary>Receives at the provider's default path; all events go to one delegate.</summary>
    /// <param name="endpoints">The route builder.</param>
    /// <param name="handler">Handles an event. Returning is success; throwing makes the sender try again.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
    public static IEndpointConventionBuilder MapWebhook<TEvent>(
        this IEndpointRouteBuilder endpoints, Func<TEvent, WebhookContext, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent> => endpoints.MapWebhook(TEvent.Provider.DefaultPath, handler);

    /// <summary>Receives at a path; all events go to one delegate.</summary>
    /// <param name="endpoints">The route builder.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <param name="handler">Handles an event. Returning is success; throwing makes the sender try again.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
    public static IEndpointConventionBuilder MapWebhook<TEvent>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Func<TEvent, WebhookContext, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, new WebhookEndpointMetadata(TEvent.Provider, (name, options) => new WebhookEndpoint<TEvent>(name, handler, options)));
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, WebhookEndpointMetadata webhook)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        WebhookMapping.ThrowIfNotRegistered(endpoints.ServiceProvider);
        IEndpointConventionBuilder builder = endpoints.MapMethods(
            pattern, webhook.Provider.Methods, (RequestDelegate)(http => webhook.EndpointOf(http).ReceiveAsync(http)));
        builder.Add(endpoint => endpoint.Metadata.Add(webhook));
        builder.Finally(WebhookMapping.AllowAnonymousUnlessSaid);
        return builder;
    }
}
