using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>The stores of one process, as an app registers them. Two instances on one file are as two processes.</summary>
internal sealed class StoreInstance : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreInstance(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public IIdempotencyStore Idempotency => _services.GetRequiredService<IIdempotencyStore>();

    public IInboxStore Inbox => _services.GetRequiredService<IInboxStore>();

    public IWebhookInbox Items => _services.GetRequiredService<IWebhookInbox>();

    public InboxStores Stores => new(Inbox, Idempotency, Items);

    /// <summary>Registers the stores, without starting anything.</summary>
    public static StoreInstance Create(Action<SqliteStoreOptions> configure, TimeProvider? clock = null, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(typeof(ILogger<>), typeof(Microsoft.Extensions.Logging.Abstractions.NullLogger<>));
        services.AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        services.AddWebhookReceiver().AddSqlite(configure);
        more?.Invoke(services);
        return new StoreInstance(services.BuildServiceProvider());
    }

    /// <summary>Registers the stores, and starts what checks the file and creates the tables.</summary>
    public static async Task<StoreInstance> StartAsync(
        string connectionString, TimeProvider? clock = null, Action<IServiceCollection>? more = null)
    {
        StoreInstance instance = Create(options => options.ConnectionString = connectionString, clock, more);
        try
        {
            await instance.StartAsync();
            return instance;
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        foreach (IHostedLifecycleService service in Own())
        {
            await service.StartingAsync(CancellationToken.None);
            await service.StartAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHostedLifecycleService service in Own())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    private IEnumerable<IHostedLifecycleService> Own() => _services.GetServices<IHostedService>()
        .OfType<IHostedLifecycleService>().Where(service => service.GetType().Assembly == typeof(SqliteStoreOptions).Assembly);
}
