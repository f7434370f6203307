using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Webhooks.Receiver;
using Webhooks.Receiver.AspNetCore;

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
        Map<TEvent>(endpoints, pattern, usesHandlers: true, static mapped => mapped.Exchange.DispatchToHandlers<TEvent>());

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
        WebhookDispatcher<TEvent> dispatcher = WebhookReceiver.DispatchTo(handler);
        return Map<TEvent>(endpoints, pattern, usesHandlers: false, _ => dispatcher);
    }

    private static IEndpointConventionBuilder Map<TEvent>(
        IEndpointRouteBuilder endpoints, string pattern, bool usesHandlers, Func<MappedWebhook, WebhookDispatcher> dispatcher)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        WebhookMapping.ThrowIfNotRegistered(endpoints.ServiceProvider);
        var webhook = new WebhookEndpointMetadata(TEvent.Provider, usesHandlers);
        IEndpointConventionBuilder builder = endpoints.MapMethods(
            pattern, TEvent.Provider.Methods, (RequestDelegate)(http => ReceiveAsync(http, webhook, dispatcher)));
        builder.Add(endpoint => endpoint.Metadata.Add(webhook));
        builder.Finally(WebhookMapping.AllowAnonymousUnlessSaid);
        return builder;
    }

    private static Task ReceiveAsync(HttpContext http, WebhookEndpointMetadata webhook, Func<MappedWebhook, WebhookDispatcher> dispatcher)
    {
        MappedWebhook mapped = webhook.Of(http);
        return mapped.Exchange.ReceiveAsync(http, mapped, dispatcher(mapped));
    }
}
