using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.HandWritten;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>One endpoint on Kestrel, in an app configured as for production. Its handler only counts.</summary>
internal sealed class LoadServer : IAsyncDisposable
{
    /// <summary>The path, which is also the endpoint's name.</summary>
    public const string Path = "/webhooks/cue";

    private readonly WebApplication _app;
    private int _handled;

    private LoadServer(int port, Action<IServiceCollection> register, Action<LoadServer, WebApplication> map)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders().AddProvider(new DiscardingLoggerProvider());
        // As in the configuration from "dotnet new web".
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        register(builder.Services);
        _app = builder.Build();
        map(this, _app);
    }

    /// <summary>The endpoint's address, available after the start.</summary>
    public string Address => _app.Urls.Single() + Path;

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The number of deliveries that reached the handler.</summary>
    public int Handled => Volatile.Read(ref _handled);

    /// <summary>Creates a server with the library's endpoint and the default store.</summary>
    public static LoadServer Receiver(int port) => new(
        port,
        services => services.AddWebhooks(options => options.Secrets = [CueDeliveries.Secret]),
        (server, app) => app.MapWebhook<CueEvent>(Path, (e, _) => e is CueAdClick ? server.HandleAsync() : Task.CompletedTask));

    /// <summary>Creates a server with the hand-written endpoint to compare with.</summary>
    public static LoadServer HandWritten(int port) => new(
        port,
        _ => { },
        (server, app) => HandWrittenEndpoint.Map(app, Path, CueDeliveries.Secret, _ => server.HandleAsync()));

    /// <summary>Creates a server with the library's endpoint, whose deliveries are handled in the background.</summary>
    /// <param name="addStore">Registers a durable store.</param>
    /// <param name="handle">The handler.</param>
    /// <param name="configure">Configures the worker.</param>
    public static LoadServer Inbox(Action<IWebhooksBuilder> addStore, Func<Task> handle, Action<WebhookInboxOptions> configure) => new(
        0,
        services => addStore(services.Configure(configure).AddWebhooks(options => options.Secrets = [CueDeliveries.Secret])),
        (server, app) => app.MapWebhook<CueEvent>(Path, (_, _) => handle()).ProcessInBackground());

    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task HandleAsync()
    {
        Interlocked.Increment(ref _handled);
        return Task.CompletedTask;
    }
}
