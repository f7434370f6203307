using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Webhooks.Receiver;
using Webhooks.Receiver.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the receiver. Apps with ASP.NET Core call <c>AddWebhooks</c> instead, which calls this.</summary>
public static class WebhookReceiverServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="WebhookReceiver"/>, with secrets and limits from the <c>Webhooks</c> configuration section and with
    /// the in-memory store. Safe to call twice.
    /// </summary>
    /// <param name="services">The service collection.</param>
    public static IWebhooksBuilder AddWebhookReceiver(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new WebhookConfigurationSource(
            provider.GetService<IConfiguration>()?.GetSection(WebhookOptions.SectionName), WebhookOptions.SectionName));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<WebhookOptions>, WebhookOptionsSetup>());
        services.TryAddSingleton<WebhookConfigurationStatus>();
        services.TryAddSingleton(_ => new WebhookInboxStatus());
        services.TryAddSingleton<WebhookLogger>();
        services.TryAddSingleton<WebhookMetrics>();
        services.TryAddSingleton<SchemaDrift>();
        services.TryAddSingleton<WebhookSettingsSource>();
        services.TryAddSingleton<WebhookHandlerTable>();
        services.TryAddSingleton<EndpointChecks>();
        services.TryAddSingleton<TenantResolver>();
        services.TryAddSingleton<DeliveryVerifier>();
        services.TryAddSingleton<IIdempotencyStore>(CreateInMemoryStore);
        services.TryAddSingleton<BoundedStore>();
        services.TryAddScoped<WebhookTransaction>();
        services.TryAddScoped<IWebhookTransaction>(static provider => provider.GetRequiredService<WebhookTransaction>());
        services.TryAddSingleton<HostStopping>();
        services.TryAddSingleton<ClaimRenewer>();
        services.TryAddSingleton<StoreSettlement>();
        services.TryAddSingleton<HandlerRunner>();
        services.TryAddSingleton<DeliveryParser>();
        services.TryAddSingleton<HandshakeAnswers>();
        services.TryAddSingleton<InboxChecks>();
        services.TryAddSingleton<InboxEndpoints>();
        services.TryAddSingleton<InboxSignal>();
        services.TryAddSingleton<InboxGauges>();
        services.TryAddSingleton<InboxRetries>();
        services.TryAddSingleton<InboxIntake>();
        services.TryAddSingleton<InboxItemRunner>();
        services.TryAddSingleton<EventHandling>();
        services.TryAddSingleton<SeveralEvents>();
        services.TryAddSingleton<DeliveryPipeline>();
        services.TryAddSingleton(provider => new WebhookReceiver(
            provider.GetRequiredService<DeliveryPipeline>(),
            provider.GetRequiredService<EndpointChecks>(),
            provider.GetRequiredService<WebhookMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<WebhookLogger>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WebhookStartupCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, InboxWorker>());
        return new WebhooksBuilder(services);
    }

    /// <summary>As <see cref="AddWebhookReceiver(IServiceCollection)"/>, with options for all providers.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Runs after the configuration, for each provider's options.</param>
    public static IWebhooksBuilder AddWebhookReceiver(this IServiceCollection services, Action<WebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        IWebhooksBuilder builder = services.AddWebhookReceiver();
        services.ConfigureAll(configure);
        return builder;
    }

    /// <summary>As <see cref="AddWebhookReceiver(IServiceCollection)"/>, with another section than <c>Webhooks</c>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="section">The section with the providers' sections.</param>
    public static IWebhooksBuilder AddWebhookReceiver(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        IWebhooksBuilder builder = services.AddWebhookReceiver();
        services.Replace(ServiceDescriptor.Singleton(new WebhookConfigurationSource(section, section.Path)));
        return builder;
    }

    private static InMemoryIdempotencyStore CreateInMemoryStore(IServiceProvider services)
    {
        int capacity = services.GetRequiredService<IOptions<InMemoryIdempotencyOptions>>().Value.Capacity;
        if (capacity <= 0)
        {
            throw new WebhookConfigurationException(
                [$"{nameof(InMemoryIdempotencyOptions)}.{nameof(InMemoryIdempotencyOptions.Capacity)} has to be above zero."]);
        }

        WebhookLogger logger = services.GetRequiredService<WebhookLogger>();
        Log.InMemoryStore(logger, capacity);
        return new InMemoryIdempotencyStore(capacity, services.GetRequiredService<TimeProvider>());
    }
}
