using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webhooks.Receiver;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds options and handlers to <see cref="IWebhooksBuilder"/>.</summary>
public static class WebhooksBuilderExtensions
{
    /// <summary>Sets one provider's options in code, after its configuration section has been read.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
    public static IWebhooksBuilder Configure<TEvent>(this IWebhooksBuilder builder, Action<WebhookOptions> configure)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(TEvent.Provider.ConfigurationSection, configure);
        return builder;
    }

    /// <summary>
    /// Registers a handler for events of one type. It is created for each delivery in a new scope. The handler of a provider's
    /// base type gets all events for which no other handler is registered. With two handlers for one type the app does not start.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <typeparam name="TEvent">The event's type, such as <c>CueAdClick</c>, or the base of the provider's events.</typeparam>
    /// <typeparam name="THandler">The handler; registered as scoped unless it is registered already.</typeparam>
    /// <example>
    /// <code><![CDATA[
    /// using Webhooks.Receiver;
    /// using Webhooks.Receiver.Cue;
    ///
    /// var builder = WebApplication.CreateBuilder(args);
    /// builder.Services.AddWebhooks()
    ///     .AddHandler<CueAdClick, PrintClick>()
    ///     .AddHandler<CueEvent, PrintOther>(); // all other events, unknown ones included
    /// var app = builder.Build();
    /// app.MapWebhook<CueEvent>();
    /// app.Run();
    ///
    /// internal sealed class PrintClick : IWebhookHandler<CueAdClick>
    /// {
    ///     public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) =>
    ///         Console.Out.WriteLineAsync(webhookEvent.Data.ClickId);
    /// }
    ///
    /// internal sealed class PrintOther : IWebhookHandler<CueEvent>
    /// {
    ///     public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Console.Out.WriteLineAsync(webhookEvent.Type);
    /// }
    /// ]]></code>
    /// </example>
    public static IWebhooksBuilder AddHandler<
        TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this IWebhooksBuilder builder)
        where TEvent : class, IWebhookEvent
        where THandler : class, IWebhookHandler<TEvent>
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<THandler>();
        if (!IsRegistered(builder.Services, typeof(TEvent), typeof(THandler)))
        {
            builder.Services.AddSingleton(new WebhookHandlerRegistration(
                TEvent.Provider, typeof(TEvent), typeof(THandler), HandleAsync<TEvent, THandler>));
        }

        return builder;
    }

    /// <summary>Sets named options in code, for endpoints with a <see cref="WebhookEndpointOptions.OptionsName"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="optionsName">The name of the options, which is the name of their section below <c>Webhooks</c>.</param>
    /// <param name="configure">Sets the options, after their configuration section has been read.</param>
    public static IWebhooksBuilder Configure(this IWebhooksBuilder builder, string optionsName, Action<WebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(optionsName);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(optionsName, configure);
        return builder;
    }

    private static bool IsRegistered(IServiceCollection services, Type eventType, Type handlerType) => services.Any(service =>
        service is { IsKeyedService: false, ImplementationInstance: WebhookHandlerRegistration registration }
        && registration.EventType == eventType
        && registration.HandlerType == handlerType);

    private static Task HandleAsync<TEvent, THandler>(IServiceProvider services, object webhookEvent, WebhookContext context)
        where TEvent : class, IWebhookEvent
        where THandler : class, IWebhookHandler<TEvent> =>
        services.GetRequiredService<THandler>().HandleAsync((TEvent)webhookEvent, context);
}
