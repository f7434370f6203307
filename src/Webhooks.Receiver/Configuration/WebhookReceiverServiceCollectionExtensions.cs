using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webhooks.Receiver;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what receiving needs. Apps with ASP.NET Core call <c>AddWebhooks</c> instead, which calls this.</summary>
public static class WebhookReceiverServiceCollectionExtensions
{
    private const string LoggerName = "Webhooks.Receiver";

    /// <summary>
    /// Registers <see cref="WebhookReceiver"/>, with secrets and limits from the <c>Webhooks</c> configuration section and with the
    /// in-memory store. Safe to call twice.
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
        services.TryAddSingleton(MakeSettings);
        services.TryAddSingleton(provider => new WebhookMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<WebhookHandlerTable>();
        services.TryAddSingleton<IIdempotencyStore>(MakeInMemoryStore);
        services.TryAddSingleton<BoundedStore>();
        services.TryAddSingleton(provider => new HostStopping(
            provider.GetService<IHostApplicationLifetime>(),
            provider.GetRequiredService<IOptions<WebhookHostOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new TenantAuthenticators(
            provider,
            provider.GetRequiredService<IOptions<WebhookHostOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetWebhookLogger()));
        services.TryAddSingleton(provider => new ClaimRenewer(
            provider.GetRequiredService<BoundedStore>(),
            provider.GetRequiredService<HostStopping>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetWebhookLogger()));
        services.TryAddSingleton<IDeliverySettlement>(provider => new StoreSettlement(
            provider.GetRequiredService<BoundedStore>(),
            provider.GetRequiredService<ClaimRenewer>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetWebhookLogger()));
        services.TryAddSingleton(provider => new WebhookReceiver(provider));
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
    /// <param name="section">The section that the providers' sections stand in.</param>
    public static IWebhooksBuilder AddWebhookReceiver(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        IWebhooksBuilder builder = services.AddWebhookReceiver();
        services.Replace(ServiceDescriptor.Singleton(new WebhookConfigurationSource(section, section.Path)));
        return builder;
    }

    internal static ILogger GetWebhookLogger(this IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger(LoggerName) ?? NullLogger.Instance;

    private static WebhookSettingsSource MakeSettings(IServiceProvider services)
    {
        WebhookConfigurationSource source = services.GetRequiredService<WebhookConfigurationSource>();
        bool isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() ?? false;
        return new WebhookSettingsSource(
            services.GetRequiredService<IOptionsFactory<WebhookOptions>>(),
            services.GetRequiredService<IOptionsMonitorCache<WebhookOptions>>(),
            services.GetServices<IOptionsChangeTokenSource<WebhookOptions>>(),
            source,
            new EndpointSettingsValidator(source, isDevelopment),
            services.GetRequiredService<WebhookConfigurationStatus>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetWebhookLogger());
    }

    private static InMemoryIdempotencyStore MakeInMemoryStore(IServiceProvider services)
    {
        int capacity = services.GetRequiredService<IOptions<InMemoryIdempotencyOptions>>().Value.Capacity;
        ILogger logger = services.GetWebhookLogger();
        Log.InMemoryStore(logger, capacity);
        return new InMemoryIdempotencyStore(capacity, services.GetRequiredService<TimeProvider>());
    }
}
