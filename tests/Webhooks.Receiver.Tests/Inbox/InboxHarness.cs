using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>A receiver with an inbox in memory and a running worker.</summary>
internal sealed class InboxHarness : IAsyncDisposable
{
    private readonly List<IHostedService> _started = [];
    private MemoryInbox? _inbox;

    public InboxHarness(Func<CueEvent, WebhookContext, Task>? handler, Action<WebhookInboxOptions>? configure = null, Func<CueEvent, string?>? orderBy = null,
        IWebhookInbox? inbox = null, IDeliverySettlement? settlement = null, Action<IWebhooksBuilder>? build = null,
        Dictionary<string, string?>? settings = null)
    {
        Receiver = new ReceiverHarness(builder =>
        {
            build?.Invoke(builder);
            builder.Services.AddSingleton<IInboxStore>(services => _inbox = new MemoryInbox(services.GetRequiredService<TimeProvider>()));
            if (inbox is not null)
            {
                builder.Services.AddSingleton(inbox);
            }

            if (settlement is not null)
            {
                builder.Services.AddSingleton(settlement);
            }

            builder.Services.Configure(configure ?? (_ => { }));
        },
        settings);
        var options = new WebhookEndpointOptions { ProcessInBackground = true, HandleInTransaction = settlement is not null };
        Endpoint = handler is null
            ? new WebhookEndpoint<CueEvent>("/background", options)
            : new WebhookEndpoint<CueEvent>("/background", handler, options) { OrderBy = orderBy };
    }

    public ReceiverHarness Receiver { get; }

    public WebhookEndpoint<CueEvent> Endpoint { get; }

    public MemoryInbox Inbox
    {
        get
        {
            Receiver.Services.GetRequiredService<IInboxStore>();
            return _inbox!;
        }
    }

    public ValueTask<WebhookReceiveResult> Receive(WebhookRequest? request = null) =>
        Receiver.Receiver.ReceiveAsync(request ?? CueDelivery.Click(), Endpoint, CancellationToken.None);

    public async Task StartWorker(Action<WebhookInboxOptions>? afterChecks = null)
    {
        Receiver.Receiver.EnsureAllReady([Endpoint]);
        afterChecks?.Invoke(Receiver.Services.GetRequiredService<IOptions<WebhookInboxOptions>>().Value);
        foreach (IHostedService service in Receiver.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
            _started.Add(service);
        }
    }

    public async Task StopWorker()
    {
        Receiver.Lifetime.StopApplication();
        foreach (IHostedService service in _started)
        {
            await Eventually.Ends(service.StopAsync(CancellationToken.None));
        }

        _started.Clear();
    }

    /// <summary>Waits for a result of the only item, while the clock stands.</summary>
    public Task SettledAs(InboxResultKind kind) => Eventually.Holds(() => Inbox.Single.Result?.Kind == kind, $"the item to be {kind}");

    public async ValueTask DisposeAsync()
    {
        await StopWorker();
        await Receiver.DisposeAsync();
    }
}
