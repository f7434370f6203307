using Webhooks.Receiver;
using Webhooks.Receiver.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Sets what one webhook endpoint has different from its provider's options.</summary>
public static class WebhookEndpointConventionBuilderExtensions
{
    /// <summary>
    /// Configures an endpoint that receives from a provider. It only configures: an endpoint that neither <c>MapWebhook</c> nor a
    /// <see cref="Webhook{TEvent}"/> parameter makes a receiving one stops the app at start.
    /// </summary>
    /// <param name="builder">The endpoint.</param>
    /// <param name="configure">Sets the options; called once, at start.</param>
    /// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
    public static IEndpointConventionBuilder WithWebhook<TEvent>(
        this IEndpointConventionBuilder builder, Action<WebhookEndpointOptions> configure)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Add(endpoint => endpoint.Metadata.Add(new WebhookConfiguration(TEvent.Provider, configure)));
        return builder;
    }

    /// <inheritdoc cref="WithWebhook{TEvent}(IEndpointConventionBuilder, Action{WebhookEndpointOptions})"/>
    public static RouteHandlerBuilder WithWebhook<TEvent>(this RouteHandlerBuilder builder, Action<WebhookEndpointOptions> configure)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ((IEndpointConventionBuilder)builder).WithWebhook<TEvent>(configure);
        return builder;
    }
}
