using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Receiver;
using Webhooks.Receiver.PostgreSql;
using Webhooks.Receiver.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the stores on PostgreSQL to <see cref="IWebhooksBuilder"/>.</summary>
public static class PostgreSqlWebhooksBuilderExtensions
{
    /// <summary>
    /// Stores keys and deliveries in PostgreSQL instead of in memory. The connection string is that of the configuration section
    /// <see cref="PostgreSqlStoreOptions.SectionName"/>; without one, the <see cref="NpgsqlDataSource"/> of the service collection is
    /// used. Safe to call twice.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <exception cref="InvalidOperationException">Another durable store is registered.</exception>
    public static IWebhooksBuilder AddPostgreSql(this IWebhooksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        if (services.FirstOrDefault(service => service.ServiceType == typeof(IInboxStore)) is { } other
            && other.ImplementationType != typeof(PostgreSqlInboxStore))
        {
            throw new InvalidOperationException(
                "Another durable store is registered already. An app has one: keep AddPostgreSql, or the other call, and remove the rest.");
        }

        services.AddOptions();
        services.TryAddSingleton(provider => new PostgreSqlSection(
            provider.GetService<IConfiguration>()?.GetSection(PostgreSqlStoreOptions.SectionName), PostgreSqlStoreOptions.SectionName));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<PostgreSqlStoreOptions>, PostgreSqlStoreOptionsSetup>());
        services.TryAddSingleton(CreateSettings);
        services.TryAddSingleton(provider => new PostgreSqlDatabase(
            provider.GetRequiredService<PostgreSqlSettings>(), provider.GetService<NpgsqlDataSource>()));
        services.TryAddSingleton<PostgreSqlSchemaInstaller>();
        services.TryAddSingleton<PostgreSqlCalls>();
        services.TryAddSingleton<PoolCheck>();
        services.TryAddSingleton<InboxTaker>();
        services.TryAddSingleton<InboxNotifications>();
        services.Replace(ServiceDescriptor.Singleton<IIdempotencyStore, PostgreSqlIdempotencyStore>());
        services.Replace(ServiceDescriptor.Singleton<IInboxStore, PostgreSqlInboxStore>());
        services.Replace(ServiceDescriptor.Singleton<IWebhookInbox, PostgreSqlInbox>());
        services.Replace(ServiceDescriptor.Singleton<IDeliverySettlement, PostgreSqlTransactionSettlement>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PostgreSqlStartup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PostgreSqlPurge>());
        return builder;
    }

    /// <summary>As <see cref="AddPostgreSql(IWebhooksBuilder)"/>, with a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string, as Npgsql reads it.</param>
    /// <exception cref="InvalidOperationException">Another durable store is registered.</exception>
    /// <example>
    /// <code><![CDATA[
    /// using Webhooks.Receiver.Cue;
    ///
    /// var builder = WebApplication.CreateBuilder(args);
    /// builder.Services.AddWebhooks().AddPostgreSql("Host=localhost;Database=shop;Username=shop");
    /// var app = builder.Build();
    /// app.MapWebhook<CueEvent>((e, context) => Task.CompletedTask);
    /// app.Run();
    /// ]]></code>
    /// </example>
    public static IWebhooksBuilder AddPostgreSql(this IWebhooksBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddPostgreSql(options => options.ConnectionString = connectionString);
    }

    /// <summary>As <see cref="AddPostgreSql(IWebhooksBuilder)"/>, with another section than <c>Webhooks:PostgreSql</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section with the settings of <see cref="PostgreSqlStoreOptions"/>.</param>
    /// <exception cref="InvalidOperationException">Another durable store is registered.</exception>
    public static IWebhooksBuilder AddPostgreSql(this IWebhooksBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        builder.AddPostgreSql();
        builder.Services.Replace(ServiceDescriptor.Singleton(new PostgreSqlSection(section, section.Path)));
        return builder;
    }

    /// <summary>As <see cref="AddPostgreSql(IWebhooksBuilder)"/>, with options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Runs after the configuration section has been read.</param>
    /// <exception cref="InvalidOperationException">Another durable store is registered.</exception>
    public static IWebhooksBuilder AddPostgreSql(this IWebhooksBuilder builder, Action<PostgreSqlStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddPostgreSql();
        builder.Services.Configure(configure);
        return builder;
    }

    private static PostgreSqlSettings CreateSettings(IServiceProvider services) => PostgreSqlSettings.Create(
        services.GetRequiredService<IOptions<PostgreSqlStoreOptions>>().Value,
        services.GetService<NpgsqlDataSource>() is not null,
        services.GetRequiredService<PostgreSqlSection>().Path);
}
