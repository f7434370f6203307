using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>Stores the deliveries of endpoints that are processed in the background.</summary>
internal sealed class InboxIntake(
    InboxEndpoints endpoints, InboxSignal signal, IOptions<WebhookHostOptions> options, TimeProvider timeProvider, WebhookLogger logger,
    IInboxStore? store = null)
{
    private const int MaxTypeLength = 200;

    private readonly TimeSpan _timeout = options.Value.ValidStoreTimeout;

    /// <summary>Stores a delivery, and disposes of its body when the store no longer reads it, which may be after the answer.</summary>
    /// <exception cref="WebhookConfigurationException">There is no inbox. Endpoints are checked at start.</exception>
    public async ValueTask<WebhookReceiveResult> StoreAsync(
        WebhookEndpoint endpoint, WebhookDelivery delivery, IWebhookEvent webhookEvent, TimeSpan retention)
    {
        if (store is null)
        {
            delivery.Body.Dispose();
            throw new WebhookConfigurationException([InboxChecks.GetMissingStoreError(endpoint)]);
        }

        string? orderingKey;
        try
        {
            orderingKey = endpoint.GetOrderingKey(webhookEvent);
        }
        catch (Exception e)
        {
            delivery.Body.Dispose();
            Log.OrderingKeyThrew(logger, e, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
            return new(WebhookOutcome.Failed, key: delivery.Key, reason: WebhookFailureReason.HandlerThrew);
        }

        var cancellation = new CancellationTokenSource();
        Task<InboxAcceptance> storing = StoreAndDisposeAsync(store, delivery, webhookEvent.Type, orderingKey, retention, cancellation.Token);
        try
        {
            return GetResult(await storing.WaitOrCancelAsync(cancellation, _timeout, timeProvider).ConfigureAwait(false), endpoint, delivery.Key);
        }
        catch (Exception e)
        {
            Log.AcceptFailed(logger, e, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
            return Unavailable(e is TimeoutException ? WebhookFailureReason.StoreTimedOut : WebhookFailureReason.StoreFailed, delivery.Key);
        }
    }

    private static async Task<InboxAcceptance> StoreAndDisposeAsync(
        IInboxStore store, WebhookDelivery delivery, string eventType, string? orderingKey, TimeSpan retention, CancellationToken cancellationToken)
    {
        using WebhookBody body = delivery.Body;
        var stored = new InboxDelivery
        {
            Key = delivery.Key,
            Provider = delivery.Provider,
            Endpoint = delivery.Endpoint,
            Tenant = delivery.Tenant,
            EventType = StorableText.From(eventType, MaxTypeLength),
            OrderingKey = orderingKey is null ? [] : SHA256.HashData(Encoding.UTF8.GetBytes(orderingKey)),
            ReceivedAt = delivery.ReceivedAt,
            Retention = retention,
            Metadata = InboxMetadata.Create(delivery).ToBytes(),
            Body = body.Memory,
        };
        return await store.AcceptAsync(stored, cancellationToken).ConfigureAwait(false);
    }

    private WebhookReceiveResult GetResult(in InboxAcceptance acceptance, WebhookEndpoint endpoint, in IdempotencyKey key)
    {
        switch (acceptance.Status)
        {
            case InboxAcceptStatus.Accepted:
                endpoints.Add(endpoint);
                signal.SetDue();
                return new(WebhookOutcome.Accepted, key: key);
            case InboxAcceptStatus.Duplicate:
                return new(WebhookOutcome.Duplicate, key: key);
            case InboxAcceptStatus.InProgress:
                return new(WebhookOutcome.InProgress, retryAfter: acceptance.RetryAfter, key: key);
            default:
                Log.StoreFull(logger, endpoint.Provider.Name, endpoint.Name, key.ShortName);
                return Unavailable(WebhookFailureReason.StoreFull, key);
        }
    }

    private static WebhookReceiveResult Unavailable(WebhookFailureReason reason, in IdempotencyKey key) =>
        new(WebhookOutcome.Unavailable, retryAfter: DeliveryPipeline.RetryAfter, key: key, reason: reason);
}
