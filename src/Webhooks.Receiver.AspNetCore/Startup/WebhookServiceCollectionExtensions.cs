using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Webhooks.Receiver;
using Webhooks.Receiver.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the services of webhook endpoints.</summary>
public static class WebhookServiceCollectionExtensions
{
    /// <summary>
    /// Registers webhook endpoints with secrets and limits from the <c>Webhooks</c> configuration section, and the in-memory store.
    /// Safe to call twice. Endpoints are checked at start.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <example>
    /// With a secret in <c>Webhooks:Cue:Secrets</c>:
    /// <code><![CDATA[
    /// using Webhooks.Receiver.Cue;
    ///
    /// var builder = WebApplication.CreateBuilder(args);
    /// builder.Services.AddWebhooks();
    /// var app = builder.Build();
    /// app.MapWebhook<CueEvent>("/webhooks/cue", (e, context) => Console.Out.WriteLineAsync(e.Type));
    /// app.Run();
    /// ]]></code>
    /// </example>
    public static IWebhooksBuilder AddWebhooks(this IServiceCollection services) => AddEndpoints(services.AddWebhookReceiver());

    /// <summary>As <see cref="AddWebhooks(IServiceCollection)"/>, with options for all providers.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Runs after the configuration, for each provider's options.</param>
    public static IWebhooksBuilder AddWebhooks(this IServiceCollection services, Action<WebhookOptions> configure) =>
        AddEndpoints(services.AddWebhookReceiver(configure));

    /// <summary>As <see cref="AddWebhooks(IServiceCollection)"/>, with another section than <c>Webhooks</c>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="section">The section with the providers' sections.</param>
    public static IWebhooksBuilder AddWebhooks(this IServiceCollection services, IConfigurationSection section) =>
        AddEndpoints(services.AddWebhookReceiver(section));

    private static IWebhooksBuilder AddEndpoints(IWebhooksBuilder builder)
    {
        builder.Services.TryAddSingleton<WebhookHttpEndpoints>();
        builder.Services.TryAddSingleton<WebhookEndpointChecks>();
        builder.Services.TryAddSingleton<RouteConflicts>();
        AddFirst(builder.Services, ServiceDescriptor.Singleton<IStartupFilter, WebhookStartupFilter>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<WebhookHostOptions>, WebhookHostOptionsSetup>());
        return builder;
    }

    /// <summary>Adds the filter before all others, because only the first one sees requests as the server received them.</summary>
    private static void AddFirst(IServiceCollection services, ServiceDescriptor filter)
    {
        if (!services.Any(service => service.ServiceType == filter.ServiceType && service.ImplementationType == filter.ImplementationType))
        {
            services.Insert(0, filter);
        }
    }
}
