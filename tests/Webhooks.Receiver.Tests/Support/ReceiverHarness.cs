using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>The receiver as a host would have it, with a clock, a store and a lifetime that the test holds.</summary>
internal sealed class ReceiverHarness : IAsyncDisposable
{
    private static readonly AsyncLocal<Delegate?> _handler = new();

    private readonly ServiceProvider _services;

    public ReceiverHarness(Action<IWebhooksBuilder>? build = null, Dictionary<string, string?>? settings = null)
    {
        Clock = new ManualTimeProvider();
        Memory = new InMemoryIdempotencyStore(1000, Clock);
        Store = new FaultInjectingIdempotencyStore(Memory, Clock);
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

    /// <summary>What the receiver uses, where a test may inject faults.</summary>
    public FaultInjectingIdempotencyStore Store { get; }

    /// <summary>The store behind it.</summary>
    public InMemoryIdempotencyStore Memory { get; }

    /// <summary>How many renewals the store has answered.</summary>
    public int Renewals => Store.GetAnsweredCallCount(IdempotencyOperation.Renew);

    public TestLifetime Lifetime { get; } = new();

    public LogCollector Logs { get; } = new();

    public IConfigurationRoot Configuration { get; }

    public IServiceProvider Services => _services;

    public WebhookReceiver Receiver => _services.GetRequiredService<WebhookReceiver>();

    public WebhookEndpoint<CueEvent> Endpoint { get; init; } = EndpointOf<CueEvent>("/webhooks/cue");

    /// <summary>An endpoint that passes its events to the handler of the running <see cref="ReceiveAt{TEvent}"/>.</summary>
    public static WebhookEndpoint<TEvent> EndpointOf<TEvent>(string name, WebhookEndpointOptions? options = null)
        where TEvent : class, IWebhookEvent<TEvent> =>
        new(name, (e, context) => ((Func<TEvent, WebhookContext, Task>)_handler.Value!)(e, context), options);

    public ValueTask<WebhookReceiveResult> Receive(WebhookRequest request, Func<CueEvent, WebhookContext, Task> handler) =>
        Receive(new BufferedSource(request), handler);

    public ValueTask<WebhookReceiveResult> Receive(WebhookSource source, Func<CueEvent, WebhookContext, Task> handler) =>
        ReceiveAt(Endpoint, source, handler);

    /// <summary>Receives a delivery of any provider.</summary>
    public async ValueTask<WebhookReceiveResult> ReceiveAt<TEvent>(
        WebhookEndpoint<TEvent> endpoint, WebhookSource source, Func<TEvent, WebhookContext, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        _handler.Value = handler;
        return await Receiver.ReceiveAsync(source, endpoint, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Lifetime.Dispose();
        Logs.Dispose();
    }
}
