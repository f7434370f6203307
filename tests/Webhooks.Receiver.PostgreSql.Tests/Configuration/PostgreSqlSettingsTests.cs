using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

public sealed class PostgreSqlSettingsTests
{
    [Fact]
    public void Options_NoConnection_NamesTheSetting() => StartWith([]).Should().Throw<WebhookConfigurationException>().WithMessage(
        "The stores on PostgreSQL have no connection. Set Webhooks:PostgreSql:ConnectionString, pass a connection string to AddPostgreSql, "
        + "or register an NpgsqlDataSource.");

    [Theory]
    [InlineData("ConnectionString", "secret-EXAMPLE-ONLY", "Webhooks:PostgreSql:ConnectionString is not a connection string that Npgsql can read.")]
    [InlineData("ConnectionString", "Port=secret-EXAMPLE-ONLY", "Webhooks:PostgreSql:ConnectionString is not a connection string that Npgsql can read.")]
    [InlineData("ConnectionString", "Username=app", "Webhooks:PostgreSql:ConnectionString names no Host.")]
    [InlineData("CreateSchema", "secret-EXAMPLE-ONLY", "Webhooks:PostgreSql:CreateSchema is neither true nor false.")]
    [InlineData("UsesConnectionPooler", "1", "Webhooks:PostgreSql:UsesConnectionPooler is neither true nor false.")]
    [InlineData("Schema", "pg_x", "Webhooks:PostgreSql:Schema has to be 1 to 63 letters (a to z), digits and underscores, and must not start "
        + "with a digit or with pg_.")]
    [InlineData("Shema", "x", "Webhooks:PostgreSql:Shema is not a setting. The settings are ConnectionString, Schema, CreateSchema, "
        + "UsesConnectionPooler.")]
    public void Options_WrongSetting_NamesItAndNotItsValue(string key, string value, string message) =>
        StartWith(new() { ["ConnectionString"] = "Host=h", [key] = value })
            .Should().Throw<WebhookConfigurationException>().WithMessage(message);

    [Fact]
    public void AddPostgreSql_Section_IsRead()
    {
        ServiceProvider services = CreateServices(
            new() { ["Other:ConnectionString"] = "Host=h;Password=p", ["Other:Schema"] = "a", ["Other:CreateSchema"] = "false" },
            (builder, configuration) => builder.AddPostgreSql(configuration.GetSection("Other")));

        PostgreSqlStoreOptions options = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<PostgreSqlStoreOptions>>().Value;

        (options.ConnectionString, options.Schema, options.CreateSchema).Should().Be(("Host=h;Password=p", "a", false));
    }

    [Fact]
    public void AddPostgreSql_DataSourceInTheServiceCollection_IsEnough()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(NpgsqlDataSource.Create("Host=h"));
        services.AddWebhookReceiver().AddPostgreSql();
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<IIdempotencyStore>().GetType().Name.Should().Be("PostgreSqlIdempotencyStore");
    }

    [Fact]
    public void AddPostgreSql_Twice_RegistersNothingTwice()
    {
        var services = new ServiceCollection();
        services.AddWebhookReceiver().AddPostgreSql("Host=h");
        int count = services.Count;

        services.AddWebhookReceiver().AddPostgreSql();

        services.Should().HaveCount(count);
    }

    [Fact]
    public void AddPostgreSql_BesideAnotherDurableStore_Throws()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IInboxStore>(_ => throw new NotSupportedException());

        services.Invoking(s => s.AddWebhookReceiver().AddPostgreSql("Host=h")).Should().Throw<InvalidOperationException>().WithMessage(
            "Another durable store is registered already. An app has one: keep AddPostgreSql, or the other call, and remove the rest.");
    }

    private static Action StartWith(Dictionary<string, string> settings) => () =>
    {
        using ServiceProvider services = CreateServices(
            settings.ToDictionary(setting => $"Webhooks:PostgreSql:{setting.Key}", setting => (string?)setting.Value),
            (builder, _) => builder.AddPostgreSql());
        services.GetRequiredService<IIdempotencyStore>();
    };

    private static ServiceProvider CreateServices(
        Dictionary<string, string?> settings, Action<IWebhooksBuilder, IConfiguration> configure)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(configuration);
        configure(services.AddWebhookReceiver(), configuration);
        return services.BuildServiceProvider();
    }
}
