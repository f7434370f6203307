using System.Collections.Concurrent;

namespace Webhooks.Receiver.Tests;

/// <summary>A receiver of bundles, and what its handler got.</summary>
internal sealed class BundleHarness : IAsyncDisposable
{
    public BundleHarness(
        Dictionary<string, string?>? settings = null, WebhookEndpointOptions? options = null, Action<IWebhooksBuilder>? build = null,
        Func<BundleEvent, string?>? orderBy = null)
    {
        settings ??= [];
        settings[Bundle.SecretSetting] = Bundle.Secret;
        Receiver = new ReceiverHarness(build, settings);
        Endpoint = new WebhookEndpoint<BundleEvent>("/bundles", HandleAsync, options) { OrderBy = orderBy };
    }

    public ReceiverHarness Receiver { get; }

    public WebhookEndpoint<BundleEvent> Endpoint { get; }

    /// <summary>The ids that the handler got, in its order.</summary>
    public ConcurrentQueue<string> Handled { get; } = [];

    /// <summary>What the handler does with an event; by default nothing.</summary>
    public Func<BundleEvent, WebhookContext, Task> Handle { get; set; } = (_, _) => Task.CompletedTask;

    public ValueTask<WebhookReceiveResult> SendAsync(params string[] ids) => SendAsync(Bundle.Request(Bundle.BodyOf(ids)));

    public ValueTask<WebhookReceiveResult> SendAsync(WebhookRequest request) =>
        Receiver.Receiver.ReceiveAsync(request, Endpoint, CancellationToken.None);

    public ValueTask DisposeAsync() => Receiver.DisposeAsync();

    private Task HandleAsync(BundleEvent e, WebhookContext context)
    {
        Handled.Enqueue(e.Id);
        return Handle(e, context);
    }
}
