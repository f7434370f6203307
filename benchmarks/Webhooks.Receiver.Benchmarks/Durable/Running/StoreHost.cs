using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>A host with the stores of an engine, and without endpoints.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    private readonly IHost _host;

    private StoreHost(IHost host) => _host = host;

    public IIdempotencyStore Keys => _host.Services.GetRequiredService<IIdempotencyStore>();

    public IInboxStore Inbox => _host.Services.GetRequiredService<IInboxStore>();

    public static async Task<StoreHost> StartAsync(
        StoresEngine engine, string database, CancellationToken cancellationToken, TimeProvider? timeProvider = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        if (timeProvider is not null)
        {
            builder.Services.AddSingleton(timeProvider);
        }

        engine.AddTo(builder.Services.AddWebhooks(), database);
        var host = new StoreHost(builder.Build());
        await host._host.StartAsync(cancellationToken);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
