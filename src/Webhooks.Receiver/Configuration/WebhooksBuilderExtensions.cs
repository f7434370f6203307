using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webhooks.Receiver;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What can be added to receiving.</summary>
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
    /// Sends events of one type to a handler, which is made for each delivery in a scope of its own. The handler of a provider's
    /// base type takes all events that no other handler takes. Two handlers for one type stop the app at start.
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

    /// <summary>Sets named options in code, for endpoints that take theirs by <see cref="WebhookEndpointOptions.OptionsName"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="optionsName">The name of the options: that of their section below <c>Webhooks</c>.</param>
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
