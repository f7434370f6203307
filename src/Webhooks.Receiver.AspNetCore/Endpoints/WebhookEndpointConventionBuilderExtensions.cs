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
        builder.Add(endpoint => endpoint.Metadata.Add(new WebhookConfiguration(TEvent.Provider, $"WithWebhook<{typeof(TEvent).Name}>", configure)));
        return builder;
    }

    /// <summary>
    /// Stores deliveries durably, answers 202, and has their events handled later by the inbox's worker: for handlers that may take longer
    /// than the sender waits. Needs a durable store (<c>AddSqlite</c>, <c>AddPostgreSql</c>) and a handler that does not use the request.
    /// </summary>
    /// <param name="builder">The endpoint.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <remarks>
    /// A failed event is tried again with growing delays, and is dead after its last attempt (<see cref="WebhookInboxOptions"/>). Events are
    /// handled side by side, in no fixed order, unless <see cref="WebhookEndpointBuilder{TEvent}.OrderBy"/> says so.
    /// </remarks>
    public static TBuilder ProcessInBackground<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddConfiguration(nameof(ProcessInBackground), static options => options.ProcessInBackground = true);

    /// <summary>
    /// Runs handlers in a transaction of the durable store, which also records that the event was handled: what a handler writes through
    /// <see cref="IWebhookTransaction"/> takes effect exactly once. Needs a durable store (<c>AddSqlite</c>, <c>AddPostgreSql</c>).
    /// </summary>
    /// <param name="builder">The endpoint.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder HandleInTransaction<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddConfiguration(nameof(HandleInTransaction), static options => options.HandleInTransaction = true);

    /// <inheritdoc cref="WithWebhook{TEvent}(IEndpointConventionBuilder, Action{WebhookEndpointOptions})"/>
    public static RouteHandlerBuilder WithWebhook<TEvent>(this RouteHandlerBuilder builder, Action<WebhookEndpointOptions> configure)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ((IEndpointConventionBuilder)builder).WithWebhook<TEvent>(configure);
        return builder;
    }

    private static TBuilder AddConfiguration<TBuilder>(this TBuilder builder, string call, Action<WebhookEndpointOptions> configure)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint => endpoint.Metadata.Add(new WebhookConfiguration(null, call, configure)));
        return builder;
    }
}
