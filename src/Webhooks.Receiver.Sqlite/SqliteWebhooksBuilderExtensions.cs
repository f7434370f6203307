using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Webhooks.Receiver;
using Webhooks.Receiver.Sqlite;
using Webhooks.Receiver.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the stores in a SQLite file to <see cref="IWebhooksBuilder"/>.</summary>
public static class SqliteWebhooksBuilderExtensions
{
    /// <summary>
    /// Stores keys and deliveries in a SQLite file instead of in memory. The connection string is that of the configuration section
    /// <see cref="SqliteStoreOptions.SectionName"/>. Safe to call twice.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <exception cref="InvalidOperationException">Another durable store is registered.</exception>
    public static IWebhooksBuilder AddSqlite(this IWebhooksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(SqliteDatabase)))
        {
            return builder;
        }

        if (services.Any(service => service.ServiceType == typeof(IInboxStore)))
        {
            throw new InvalidOperationException(
                "Another durable store is registered already. An app has one: keep AddSqlite, or the other call, and remove the rest.");
        }

        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new SqliteSection(
            provider.GetService<IConfiguration>()?.GetSection(SqliteStoreOptions.SectionName), SqliteStoreOptions.SectionName));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SqliteStoreOptions>, SqliteStoreOptionsSetup>());
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<SqliteWriter>();
        services.AddSingleton<SqliteHandlerTurns>();
        services.AddSingleton<SqliteInboxChanges>();
        services.AddSingleton<SqlitePurge>();
        services.AddSingleton<IInboxStore, SqliteInboxStore>();
        services.AddSingleton<IWebhookInbox, SqliteInbox>();
        services.AddSingleton<IDeliverySettlement, SqliteTransactionSettlement>();
        services.Replace(ServiceDescriptor.Singleton<IIdempotencyStore, SqliteIdempotencyStore>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SqliteHostedService>());
        return builder;
    }

    /// <summary>As <see cref="AddSqlite(IWebhooksBuilder)"/>, with a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Names the file, such as <c>Data Source=webhooks.db</c>.</param>
    /// <exception cref="InvalidOperationException">Another durable store is registered.</exception>
    /// <example>
    /// <code><![CDATA[
    /// using Webhooks.Receiver.Cue;
    ///
    /// var builder = WebApplication.CreateBuilder(args);
    /// builder.Services.AddWebhooks().AddSqlite("Data Source=webhooks.db");
    /// var app = builder.Build();
    /// app.MapWebhook<CueEvent>((e, context) => Console.Out.WriteLineAsync(e.Type));
    /// app.Run();
    /// ]]></code>
    /// </example>
    public static IWebhooksBuilder AddSqlite(this IWebhooksBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddSqlite(options => options.ConnectionString = connectionString);
    }

    /// <summary>As <see cref="AddSqlite(IWebhooksBuilder)"/>, with another section than <c>Webhooks:Sqlite</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section with the settings of <see cref="SqliteStoreOptions"/>.</param>
    /// <exception cref="InvalidOperationException">Another durable store is registered.</exception>
    public static IWebhooksBuilder AddSqlite(this IWebhooksBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        builder.AddSqlite();
        builder.Services.Replace(ServiceDescriptor.Singleton(new SqliteSection(section, section.Path)));
        return builder;
    }

    /// <summary>As <see cref="AddSqlite(IWebhooksBuilder)"/>, with options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Runs after the configuration section has been read.</param>
    /// <exception cref="InvalidOperationException">Another durable store is registered.</exception>
    public static IWebhooksBuilder AddSqlite(this IWebhooksBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddSqlite();
        builder.Services.Configure(configure);
        return builder;
    }
}
