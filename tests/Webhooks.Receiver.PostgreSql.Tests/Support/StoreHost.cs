using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>The stores of one process, as an app registers them.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreHost(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public IIdempotencyStore Idempotency => _services.GetRequiredService<IIdempotencyStore>();

    public IInboxStore InboxStore => _services.GetRequiredService<IInboxStore>();

    public IWebhookInbox Inbox => _services.GetRequiredService<IWebhookInbox>();

    public static StoreHost Create(string connectionString, string schema, Action<PostgreSqlStoreOptions>? configure = null) =>
        Create(services => services.AddWebhookReceiver().AddPostgreSql(options =>
        {
            options.ConnectionString = connectionString;
            options.Schema = schema;
            configure?.Invoke(options);
        }));

    /// <summary>Creates the stores on a data source of the app.</summary>
    public static StoreHost Create(NpgsqlDataSource source, string schema) => Create(services =>
    {
        services.AddSingleton(source);
        services.AddWebhookReceiver().AddPostgreSql(options => options.Schema = schema);
    });

    public static StoreHost Create(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services);
        return new StoreHost(services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }));
    }

    /// <summary>Does what the host does before its server listens.</summary>
    public async Task StartAsync()
    {
        foreach (IHostedLifecycleService service in _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(CancellationToken.None);
        }
    }

    /// <summary>Claims a key that nobody else uses.</summary>
    public async Task<IdempotencyClaim> ClaimNewAsync() =>
        await Idempotency.ClaimAsync(Keys.New(), TimeSpan.FromMinutes(1), CancellationToken.None);

    public Task<InboxAcceptance> AcceptAsync(InboxDelivery delivery) => InboxStore.AcceptAsync(delivery, CancellationToken.None).AsTask();

    public Task<IReadOnlyList<InboxItem>> TakeAsync(int maxCount = 100) =>
        InboxStore.TakeAsync([Deliveries.Endpoint], maxCount, TimeSpan.FromMinutes(1), CancellationToken.None).AsTask();

    public Task<bool> SettleAsync(InboxItem item, InboxResult result) =>
        InboxStore.SettleAsync(item.Delivery.Key, item.Token, result, CancellationToken.None).AsTask();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
