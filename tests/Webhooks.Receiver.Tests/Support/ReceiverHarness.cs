using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>The receiver as a host would have it, with a clock, a store and a lifetime that the test holds.</summary>
internal sealed class ReceiverHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public ReceiverHarness(
        Action<IWebhooksBuilder>? build = null, Dictionary<string, string?>? settings = null, ScriptedStore? store = null)
    {
        Clock = new ManualTimeProvider();
        Store = store ?? new ScriptedStore(Clock);
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings ?? new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret }).Build();
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(Configuration);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IHostApplicationLifetime>(Lifetime);
        services.AddSingleton<IIdempotencyStore>(Store);
        services.AddLogging(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace));
        services.AddMetrics();
        build?.Invoke(services.AddWebhookReceiver());
        services.AddWebhookReceiver();
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; }

    public ScriptedStore Store { get; }

    public TestLifetime Lifetime { get; } = new();

    public LogCollector Logs { get; } = new();

    public IConfigurationRoot Configuration { get; }

    public IServiceProvider Services => _services;

    public WebhookReceiver Receiver => _services.GetRequiredService<WebhookReceiver>();

    public WebhookEndpoint Endpoint { get; init; } = new(CueEvent.Provider, "/webhooks/cue");

    public ValueTask<WebhookReceiveResult> Receive(WebhookRequest request, Func<CueEvent, WebhookContext, Task> handler) =>
        Receive(new BufferedSource(request), handler);

    public ValueTask<WebhookReceiveResult> Receive(WebhookSource source, Func<CueEvent, WebhookContext, Task> handler) =>
        Receiver.ReceiveAsync(source, Endpoint, WebhookReceiver.DispatchTo(handler), CancellationToken.None);

    /// <summary>Receives a delivery of any provider.</summary>
    public ValueTask<WebhookReceiveResult> ReceiveAt<TEvent>(
        WebhookEndpoint endpoint, WebhookSource source, Func<TEvent, WebhookContext, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent> =>
        Receiver.ReceiveAsync(source, endpoint, WebhookReceiver.DispatchTo(handler), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Lifetime.Dispose();
        Logs.Dispose();
    }
}
