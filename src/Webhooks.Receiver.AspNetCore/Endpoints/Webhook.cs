using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Webhooks.Receiver.AspNetCore;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// A verified, claimed delivery as a parameter of a minimal-API handler. The parameter brings the endpoint filter with it that
/// verifies, reads and claims before the handler runs, and settles by the handler's answer: 200 to 299 is success.
/// </summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
/// <remarks>
/// Nothing else of the handler may bind from the body. A <see cref="CancellationToken"/> parameter is the delivery's, not the
/// request's.
/// </remarks>
public sealed class Webhook<TEvent> : IBindableFromHttpContext<Webhook<TEvent>>, IEndpointParameterMetadataProvider
    where TEvent : class, IWebhookEvent<TEvent>
{
    private static readonly FreeFormDispatcher<TEvent> _dispatcher = new();

    private TEvent? _event;
    private WebhookContext? _context;

    /// <summary>Creates a parameter for a test of a handler. In an app the endpoint's filter does it.</summary>
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
    /// <exception cref="InvalidOperationException">No filter ran, so nothing was verified.</exception>
    public TEvent Event => _event ?? throw NothingVerified();

    /// <summary>The delivery, its services, and when to stop.</summary>
    /// <exception cref="InvalidOperationException">No filter ran, so nothing was verified.</exception>
    public WebhookContext Context => _context ?? throw NothingVerified();

    /// <summary>The delivery that brought the event.</summary>
    /// <exception cref="InvalidOperationException">No filter ran, so nothing was verified.</exception>
    public WebhookDelivery Delivery => Context.Delivery;

    /// <summary>Binds without reading anything: the filter that runs next fills the parameter.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parameter">The parameter.</param>
    public static ValueTask<Webhook<TEvent>?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new Webhook<TEvent>());

    /// <summary>Brings the filter.</summary>
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
            TEvent.Provider, static (name, options) => new WebhookEndpoint<TEvent>(name, _dispatcher, options));
        builder.Metadata.Add(webhook);
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

    private static InvalidOperationException NothingVerified() => new(
        $"No filter has verified this Webhook<{typeof(TEvent).Name}>. Take it as a parameter of a handler mapped with MapPost; do not bind or create it by hand.");
}
