using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Webhooks.Receiver;
using Webhooks.Receiver.AspNetCore;
using Webhooks.Receiver.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>
/// Maps endpoints that receive webhooks: each delivery is authenticated, parsed and claimed before its handler runs, and settled and
/// answered afterwards.
/// </summary>
/// <remarks>
/// The app does not start if an endpoint has no secret, or is mapped in a way that could lose events. An endpoint allows anonymous
/// access, because the signature authenticates, unless it has authorization of its own. The attributes of a delegate's method, or of the class of the
/// endpoint's own handler, are metadata of the endpoint, such as <c>[Authorize]</c>; those of handlers that serve the whole app are not.
/// </remarks>
public static class WebhookEndpointRouteBuilderExtensions
{
    // The overloads with delegates come first: if a handler has the wrong signature, the compiler's error names the first overload.

    /// <summary>Receives at the provider's default path; all events go to one delegate.</summary>
    /// <param name="endpoints">The route builder.</param>
    /// <param name="handler">Handles an event. Returning is success; throwing makes the sender try again.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
    public static WebhookEndpointBuilder<TEvent> MapWebhook<TEvent>(
        this IEndpointRouteBuilder endpoints, Func<TEvent, WebhookContext, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent> => endpoints.MapWebhook(TEvent.Provider.DefaultPath, handler);

    /// <inheritdoc cref="MapWebhook{TEvent}(IEndpointRouteBuilder, Func{TEvent, WebhookContext, Task})"/>
    public static WebhookEndpointBuilder<TEvent> MapWebhook<TEvent>(this IEndpointRouteBuilder endpoints, Func<TEvent, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent> => endpoints.MapWebhook(TEvent.Provider.DefaultPath, handler);

    /// <summary>Receives at a path; all events go to one delegate.</summary>
    /// <param name="endpoints">The route builder.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <param name="handler">Handles an event. Returning is success; throwing makes the sender try again.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
    /// <example>
    /// <code><![CDATA[
    /// using Webhooks.Receiver.Cue;
    ///
    /// var builder = WebApplication.CreateBuilder(args);
    /// builder.Services.AddWebhooks();
    /// var app = builder.Build();
    /// app.MapWebhook<CueEvent>("/webhooks/cue", async (e, context) =>
    /// {
    ///     switch (e)
    ///     {
    ///         case CueAdClick click: await Console.Out.WriteLineAsync(click.Data.ClickId); break;
    ///         case CueUnknownEvent unknown: await Console.Out.WriteLineAsync($"Not handled: {unknown.Type}"); break;
    ///     }
    /// });
    /// app.Run();
    /// ]]></code>
    /// </example>
    public static WebhookEndpointBuilder<TEvent> MapWebhook<TEvent>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Func<TEvent, WebhookContext, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, handler.Method, handler);
    }

    /// <inheritdoc cref="MapWebhook{TEvent}(IEndpointRouteBuilder, string, Func{TEvent, WebhookContext, Task})"/>
    public static WebhookEndpointBuilder<TEvent> MapWebhook<TEvent>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Func<TEvent, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map<TEvent>(endpoints, pattern, handler.Method, (e, _) => handler(e));
    }

    /// <summary>
    /// Receives at a path; all events go to a handler that only this endpoint uses. The handler comes from the delivery's scope, and does
    /// not need to be registered.
    /// </summary>
    /// <param name="endpoints">The route builder.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>AdGemEvent</c>.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    public static WebhookEndpointBuilder<TEvent> MapWebhook<
        TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
        where TEvent : class, IWebhookEvent<TEvent>
        where THandler : class, IWebhookHandler<TEvent> =>
        Map(endpoints, pattern, typeof(THandler), EndpointHandler.DelegateTo<TEvent, THandler>(endpoints.ServiceProvider));

    /// <summary>Receives at a path; events go to the handlers registered with <c>AddHandler</c>.</summary>
    /// <param name="endpoints">The route builder.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
    public static WebhookEndpointBuilder<TEvent> MapWebhook<TEvent>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
        where TEvent : class, IWebhookEvent<TEvent> =>
        Map<TEvent>(endpoints, pattern, null, static (name, options, orderingKey) => new WebhookEndpoint<TEvent>(name, options) { OrderBy = orderingKey });

    /// <summary>Receives at the provider's default path; events go to the handlers registered with <c>AddHandler</c>.</summary>
    /// <param name="endpoints">The route builder.</param>
    /// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
    /// <example>
    /// <code><![CDATA[
    /// using Webhooks.Receiver;
    /// using Webhooks.Receiver.Cue;
    ///
    /// var builder = WebApplication.CreateBuilder(args);
    /// builder.Services.AddWebhooks().AddHandler<CueAdClick, PrintClick>();
    /// var app = builder.Build();
    /// app.MapWebhook<CueEvent>(); // at /webhooks/cue
    /// app.Run();
    ///
    /// internal sealed class PrintClick : IWebhookHandler<CueAdClick>
    /// {
    ///     public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) =>
    ///         Console.Out.WriteLineAsync(webhookEvent.Data.ClickId);
    /// }
    /// ]]></code>
    /// </example>
    public static WebhookEndpointBuilder<TEvent> MapWebhook<TEvent>(this IEndpointRouteBuilder endpoints)
        where TEvent : class, IWebhookEvent<TEvent> => endpoints.MapWebhook<TEvent>(TEvent.Provider.DefaultPath);

    /// <summary>Receives a provider's questions at its default path, and sends the answers of one delegate.</summary>
    /// <inheritdoc cref="MapWebhookQuestion{TEvent}(IEndpointRouteBuilder, string, Func{TEvent, WebhookContext, Task{WebhookAnswer}})"/>
    public static WebhookEndpointBuilder<TEvent> MapWebhookQuestion<TEvent>(
        this IEndpointRouteBuilder endpoints, Func<TEvent, WebhookContext, Task<WebhookAnswer>> handler)
        where TEvent : class, IWebhookEvent<TEvent> => endpoints.MapWebhookQuestion(TEvent.Provider.DefaultPath, handler);

    /// <summary>
    /// Receives a provider's questions (<see cref="WebhookProvider.ExpectsAnswer"/>) at a path, and sends the answers of one delegate. A question
    /// is authenticated and parsed like an event, but neither deduplicated nor stored.
    /// </summary>
    /// <param name="endpoints">The route builder.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <param name="handler">
    /// Answers a question. After an exception, and after the handler's timeout or else the sender's deadline, the sender gets an answer outside
    /// 200 to 299.
    /// </param>
    /// <typeparam name="TEvent">The common base of the provider's questions.</typeparam>
    public static WebhookEndpointBuilder<TEvent> MapWebhookQuestion<TEvent>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Func<TEvent, WebhookContext, Task<WebhookAnswer>> handler)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map<TEvent>(
            endpoints, pattern, handler.Method, (name, options, orderingKey) => new WebhookEndpoint<TEvent>(name, handler, options) { OrderBy = orderingKey });
    }

    private static WebhookEndpointBuilder<TEvent> Map<TEvent>(
        IEndpointRouteBuilder endpoints, string pattern, MemberInfo declared, Func<TEvent, WebhookContext, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent> => Map<TEvent>(
            endpoints, pattern, declared, (name, options, orderingKey) => new WebhookEndpoint<TEvent>(name, handler, options) { OrderBy = orderingKey });

    /// <summary>Maps an endpoint. The attributes of its handler's method or class are metadata of it, as they are for a minimal API.</summary>
    private static WebhookEndpointBuilder<TEvent> Map<TEvent>(
        IEndpointRouteBuilder endpoints, string pattern, MemberInfo? declared,
        Func<string, WebhookEndpointOptions, Func<TEvent, string?>?, WebhookEndpoint<TEvent>> create)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        WebhookMapping.ThrowIfNotRegistered(endpoints.ServiceProvider);
        WebhookEndpointBuilder<TEvent>? builder = null;
        var webhook = new WebhookEndpointMetadata(TEvent.Provider, (name, options) => create(name, options, builder?.OrderingKey));
        builder = new WebhookEndpointBuilder<TEvent>(endpoints.MapMethods(
            pattern, [.. TEvent.Provider.Methods, .. TEvent.Provider.HandshakeMethods], (RequestDelegate)(http => webhook.GetEndpoint(http).ReceiveAsync(http))));
        builder.Add(endpoint =>
        {
            foreach (object attribute in declared?.GetCustomAttributes(inherit: true) ?? [])
            {
                endpoint.Metadata.Add(attribute);
            }

            endpoint.Metadata.Add(webhook);
        });
        builder.Finally(WebhookMapping.AllowAnonymousByDefault);
        return builder;
    }
}
