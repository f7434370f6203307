using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Webhooks.Receiver.AspNetCore;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// An authenticated, claimed delivery as a parameter of a minimal-API handler. The parameter adds an endpoint filter, which
/// authenticates, parses and claims before the handler runs. The handler's answer settles the claim: 200 to 299 is success.
/// </summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
/// <remarks>
/// No other parameter of the handler may bind from the body. A <see cref="CancellationToken"/> parameter gets the delivery's token, not
/// the request's.
/// </remarks>
public sealed class Webhook<TEvent> : IBindableFromHttpContext<Webhook<TEvent>>, IEndpointParameterMetadataProvider
    where TEvent : class, IWebhookEvent<TEvent>
{
    private static readonly FreeFormDispatcher<TEvent> _dispatcher = new();

    private TEvent? _event;
    private WebhookContext? _context;

    /// <summary>Creates a parameter for a test of a handler. In an app the endpoint filter creates it.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="context">The context.</param>
    public Webhook(TEvent webhookEvent, WebhookContext context)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        ArgumentNullException.ThrowIfNull(context);
        Fill(webhookEvent, context);
    }

    private Webhook()
    {
    }

    /// <summary>The event.</summary>
    /// <exception cref="InvalidOperationException">The filter did not run, so nothing is authenticated.</exception>
    public TEvent Event => _event ?? throw CreateNotAuthenticated();

    /// <summary>The context: the delivery, its services, and the cancellation token.</summary>
    /// <exception cref="InvalidOperationException">The filter did not run, so nothing is authenticated.</exception>
    public WebhookContext Context => _context ?? throw CreateNotAuthenticated();

    /// <summary>The delivery that brought the event.</summary>
    /// <exception cref="InvalidOperationException">The filter did not run, so nothing is authenticated.</exception>
    public WebhookDelivery Delivery => Context.Delivery;

    /// <summary>Creates the parameter without reading the request. The filter, which runs next, fills it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parameter">The parameter.</param>
    public static ValueTask<Webhook<TEvent>?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new Webhook<TEvent>());

    /// <summary>Adds the filter to the endpoint.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="builder">The endpoint that is being built.</param>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        WebhookMapping.ThrowIfNotRegistered(builder.ApplicationServices);
        if (builder.Metadata.OfType<WebhookEndpointMetadata>().Any(metadata => metadata.Provider == TEvent.Provider))
        {
            return;
        }

        var webhook = new WebhookEndpointMetadata(
            TEvent.Provider, static (name, options) => new WebhookEndpoint<TEvent>(name, _dispatcher, options))
        {
            HandlerAnswers = true,
        };
        builder.Metadata.Add(webhook);
        WebhookMapping.AddHandshakeMethods(builder, TEvent.Provider);
        builder.FilterFactories.Add((_, next) =>
        {
            WebhookMapping.AllowAnonymousByDefault(builder);
            return context => WebhookFilter.InvokeAsync(webhook, context, next);
        });
    }

    internal void Fill(TEvent webhookEvent, WebhookContext context)
    {
        _event = webhookEvent;
        _context = context;
    }

    private static InvalidOperationException CreateNotAuthenticated() => new(
        $"No filter has authenticated this Webhook<{typeof(TEvent).Name}>. Use it as a parameter of a handler that is mapped with MapPost; "
        + "do not bind or create it by hand.");
}
