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
    public ValueTask<WebhookReceiveResult> StoreAsync(VerifiedRequest request, WebhookDelivery delivery, IWebhookEvent webhookEvent) =>
        StoreAsync(request, [new ReadEvent(1, delivery, webhookEvent, AgeFailure: null)]);

    /// <summary>Stores several deliveries, all or none, as <see cref="StoreAsync(VerifiedRequest, WebhookDelivery, IWebhookEvent)"/> stores one.</summary>
    /// <exception cref="WebhookConfigurationException">There is no inbox. Endpoints are checked at start.</exception>
    public async ValueTask<WebhookReceiveResult> StoreAsync(VerifiedRequest request, IReadOnlyList<ReadEvent> read)
    {
        WebhookEndpoint endpoint = request.Endpoint;
        WebhookDelivery first = read[0].Delivery;
        if (store is null)
        {
            Dispose(read);
            throw new WebhookConfigurationException([InboxChecks.GetMissingStoreError(endpoint)]);
        }

        var orderingKeys = new string?[read.Count];
        try
        {
            for (int i = 0; i < orderingKeys.Length; i++)
            {
                orderingKeys[i] = endpoint.GetOrderingKey(read[i].Event);
            }
        }
        catch (Exception e)
        {
            Dispose(read);
            Log.OrderingKeyThrew(logger, e, first.Provider, first.Endpoint, first.Key.ShortName);
            return new(WebhookOutcome.Failed, key: first.Key, reason: WebhookFailureReason.HandlerThrew);
        }

        var cancellation = new CancellationTokenSource();
        Task<InboxAcceptance> storing = StoreAndDisposeAsync(store, request, read, orderingKeys, cancellation.Token);
        try
        {
            return GetResult(await storing.WaitOrCancelAsync(cancellation, _timeout, timeProvider).ConfigureAwait(false), endpoint, first.Key);
        }
        catch (Exception e)
        {
            Log.AcceptFailed(logger, e, first.Provider, first.Endpoint, first.Key.ShortName);
            return Unavailable(e is TimeoutException ? WebhookFailureReason.StoreTimedOut : WebhookFailureReason.StoreFailed, first.Key);
        }
    }

    private static async Task<InboxAcceptance> StoreAndDisposeAsync(
        IInboxStore store, VerifiedRequest request, IReadOnlyList<ReadEvent> read, string?[] orderingKeys, CancellationToken cancellationToken)
    {
        try
        {
            InboxDelivery[] deliveries = [.. read.Select((one, i) => Create(request, one, orderingKeys[i]))];
            return deliveries is [var single]
                ? await store.AcceptAsync(single, cancellationToken).ConfigureAwait(false)
                : await store.AcceptAllAsync(deliveries, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Dispose(read);
        }
    }

    private static InboxDelivery Create(in VerifiedRequest request, ReadEvent read, string? orderingKey)
    {
        WebhookDelivery delivery = read.Delivery;
        return new InboxDelivery
        {
            Key = delivery.Key,
            Provider = delivery.Provider,
            Endpoint = delivery.Endpoint,
            Tenant = delivery.Tenant,
            EventType = StorableText.From(((IWebhookEvent)read.Event).Type, MaxTypeLength),
            OrderingKey = orderingKey is null ? [] : HashOrderingKey(orderingKey, delivery.Tenant),
            ReceivedAt = delivery.ReceivedAt,
            Retention = request.Settings.Retention,
            Metadata = InboxMetadata.Create(request.Endpoint.Provider, request.Headers, delivery).ToBytes(),
            Body = delivery.Body.Memory,
        };
    }

    /// <summary>Hashes a key with its tenant: tenants must not wait for each other. Without one, the hash is that of items stored before.</summary>
    private static byte[] HashOrderingKey(string orderingKey, string? tenant)
    {
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes(orderingKey));
        return tenant is null ? key : SHA256.HashData([.. SHA256.HashData(Encoding.UTF8.GetBytes(tenant)), .. key]);
    }

    private static void Dispose(IReadOnlyList<ReadEvent> read)
    {
        foreach (ReadEvent one in read)
        {
            one.Delivery.Body.Dispose();
        }
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
