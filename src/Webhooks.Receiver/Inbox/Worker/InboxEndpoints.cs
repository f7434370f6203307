using System.Collections.Concurrent;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>The endpoints of this process whose items the worker handles. Thread-safe.</summary>
internal sealed class InboxEndpoints
{
    private readonly ConcurrentDictionary<InboxEndpoint, WebhookEndpoint> _endpoints = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when there is an endpoint.</summary>
    public Task First => _first.Task;

    public IReadOnlyCollection<InboxEndpoint> Names => [.. _endpoints.Keys];

    public void Add(WebhookEndpoint endpoint)
    {
        if (_endpoints.TryAdd(new InboxEndpoint(endpoint.Provider.Name, endpoint.Name), endpoint))
        {
            _first.TrySetResult();
        }
    }

    public WebhookEndpoint? Find(InboxDelivery delivery) => _endpoints.GetValueOrDefault(new InboxEndpoint(delivery.Provider, delivery.Endpoint));
}
