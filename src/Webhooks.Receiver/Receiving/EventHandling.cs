using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>Has one event handled by its endpoint's handler: claims, handles and settles it, or has its question answered.</summary>
internal sealed class EventHandling(
    BoundedStore store, WebhookHandlerTable handlers, HandlerRunner runner, IServiceScopeFactory scopes, TimeProvider timeProvider,
    WebhookLogger logger)
{
    /// <summary>Handles an event, and disposes of the delivery's body when the handler has ended, which may be after the answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // one for each delivery
    public async ValueTask<WebhookReceiveResult> HandleAsync(
        WebhookEndpoint endpoint, EndpointSettings settings, WebhookSource source, WebhookDelivery delivery, object webhookEvent)
    {
        // Claim
        long leaseBeganAt = ClaimRenewer.Now(timeProvider);
        var cancellation = new CancellationTokenSource(); // for the claim, and then for the handler
        IdempotencyClaim claim;
        try
        {
            claim = await store.ClaimAsync(delivery.Key, settings.Lease, cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            delivery.Body.Dispose();
            Log.ClaimFailed(logger, e, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
            return Unavailable(e is TimeoutException ? WebhookFailureReason.StoreTimedOut : WebhookFailureReason.StoreFailed, delivery.Key);
        }

        if (claim.Status != IdempotencyClaimStatus.Claimed)
        {
            delivery.Body.Dispose();
            return Unclaimed(claim, settings, delivery);
        }

        // Handle and settle
        var claimed = new ClaimedDelivery(
            delivery, webhookEvent, claim.Token, handlers.GetDispatcher(endpoint), source, cancellation, scopes, logger)
        {
            UsesTransaction = endpoint.Options.HandleInTransaction,
            Lease = settings.Lease,
            LeaseEndsAt = leaseBeganAt + settings.Lease.Ticks,
            Retention = settings.Retention,
        };
        (WebhookOutcome outcome, WebhookFailureReason? failure) = await runner.RunAsync(claimed, settings.HandlerTimeout).ConfigureAwait(false);
        return GetResult(claimed, outcome, failure);
    }

    /// <summary>
    /// Has a question answered: nothing is claimed, and the answer is not recorded. After the sender's deadline no answer helps, so that it is
    /// the handler's timeout if none is set.
    /// </summary>
    public async ValueTask<WebhookReceiveResult> AskAsync(
        WebhookEndpoint endpoint, EndpointSettings settings, WebhookSource source, WebhookDelivery delivery, object webhookEvent,
        WebhookDispatcher question)
    {
        var unclaimed = new ClaimedDelivery(
            delivery, webhookEvent, token: default, question, source, new CancellationTokenSource(), scopes, logger)
        {
            Retention = settings.Retention,
        };
        TimeSpan timeout = settings.HandlerTimeout ?? endpoint.Provider.Sender.Deadline;
        (WebhookOutcome outcome, WebhookFailureReason? failure) = await runner.RunAsync(unclaimed, timeout).ConfigureAwait(false);
        return outcome == WebhookOutcome.Processed ? new(question.Answer!) : GetResult(unclaimed, outcome, failure);
    }

    private WebhookReceiveResult GetResult(ClaimedDelivery delivery, WebhookOutcome outcome, WebhookFailureReason? failure) => new(
        outcome,
        retryAfter: outcome is WebhookOutcome.ClaimLost or WebhookOutcome.Unavailable ? DeliveryPipeline.RetryAfter
            : (delivery.Error as WebhookRetryException)?.GetDelay(timeProvider),
        key: delivery.Delivery.Key,
        reason: outcome is WebhookOutcome.Failed or WebhookOutcome.Unavailable ? failure : null);

    private WebhookReceiveResult Unclaimed(in IdempotencyClaim claim, EndpointSettings settings, WebhookDelivery delivery)
    {
        switch (claim.Status)
        {
            case IdempotencyClaimStatus.Completed:
                return new(WebhookOutcome.Duplicate, key: delivery.Key);
            case IdempotencyClaimStatus.InProgress:
                return new(
                    WebhookOutcome.InProgress, retryAfter: claim.RetryAfter < settings.Lease ? claim.RetryAfter : settings.Lease, key: delivery.Key);
            default:
                Log.StoreFull(logger, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
                return Unavailable(WebhookFailureReason.StoreFull, delivery.Key);
        }
    }

    private static WebhookReceiveResult Unavailable(WebhookFailureReason reason, in IdempotencyKey key) =>
        new(WebhookOutcome.Unavailable, retryAfter: DeliveryPipeline.RetryAfter, key: key, reason: reason);
}
