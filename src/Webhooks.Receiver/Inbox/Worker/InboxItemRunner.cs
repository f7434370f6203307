using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>Handles and settles one item of the inbox: what the pipeline does with a delivery once its key is claimed.</summary>
internal sealed class InboxItemRunner(
    InboxEndpoints endpoints, DeliveryParser parser, WebhookSettingsSource settingsSource, WebhookHandlerTable handlers, HandlerRunner runner,
    BoundedStore store, InboxRetries retries, IServiceScopeFactory scopes, WebhookMetrics metrics,
    HostStopping host, IOptions<WebhookInboxOptions> options, WebhookLogger logger)
{
    private readonly TimeSpan _lease = options.Value.Lease;

    /// <summary>Runs one attempt. Never throws because of the handler or the store.</summary>
    /// <param name="item">The item.</param>
    /// <param name="takenAt">When it was taken, at the earliest, by the clock of <see cref="ClaimRenewer.Now"/>.</param>
    /// <param name="handled">Called when the handler has ended and needs nothing more, unless it runs in a transaction; never called twice.</param>
    /// <returns>What was recorded; null if nothing was: the item is then due again when its lease ends.</returns>
    public async Task<InboxResult?> RunAsync(InboxItem item, long takenAt, Action handled)
    {
        InboxDelivery stored = item.Delivery;
        if (retries.GetExhausted(item) is { } exhausted)
        {
            return await SettleAsync(item, exhausted).ConfigureAwait(false);
        }

        if (endpoints.Find(stored) is not { } endpoint)
        {
            return await SettleAsync(item, InboxResult.Returned).ConfigureAwait(false);
        }

        InboxMetadata metadata;
        try
        {
            metadata = InboxMetadata.Read(stored.Metadata.Span);
        }
        catch (JsonException)
        {
            return await PostponeAsync(item, WebhookFailureReason.NotJson).ConfigureAwait(false);
        }

        using ObservedActivity activity = WebhookTelemetry.StartHandling(stored.Provider, metadata.TraceParent, metadata.TraceState);
        using var body = new WebhookBody(stored.Body);
        WebhookHeaders headers = WebhookHeaders.From(metadata.Headers);
        EndpointSettings settings = settingsSource.Get(endpoint);
        WebhookParseResult<object> parsed = parser.Parse(endpoint, body, headers, settings.MaxJsonDepth);
        if (!parsed.IsParsed && parsed.Reason != WebhookFailureReason.ProviderThrew)
        {
            // The endpoint may have allowed more levels when it was stored.
            parsed = parser.Parse(endpoint, body, headers, JsonBody.LargestMaxDepth);
        }

        if (!parsed.IsParsed)
        {
            // It was read when it was stored, by another version. An instance of that version may read it again.
            return await PostponeAsync(item, WebhookFailureReason.EventUnreadable).ConfigureAwait(false);
        }

        var attempt = new InboxAttempt(item, retries);
        var key = IdempotencyKey.Create(stored.Provider, stored.Endpoint, stored.Tenant, parsed.Identity);
        var delivery = new WebhookDelivery(stored.Provider, stored.Endpoint, key == stored.Key ? key : stored.Key, body)
        {
            Tenant = stored.Tenant,
            Attempt = parsed.Attempt,
            ReceivedAt = stored.ReceivedAt,
            SignedAt = metadata.SignedAt,
            Headers = WebhookDeliveryHeader.Select(endpoint.Provider, headers),
            Authenticated = metadata.Authenticated,
        };
        var claimed = new ClaimedDelivery(
            delivery, parsed.Event, item.Token, handlers.GetDispatcher(endpoint), source: null, new CancellationTokenSource(), scopes, logger)
        {
            InboxAttempt = attempt,
            UsesTransaction = endpoint.Options.HandleInTransaction,
            Ended = endpoint.Options.HandleInTransaction ? null : handled, // a transaction ends with its completion
            Lease = _lease,
            LeaseEndsAt = takenAt + _lease.Ticks,
            Retention = stored.Retention,
        };
        using CancellationTokenRegistration stopping = host.Stopping.Register(
            static claimed => ((ClaimedDelivery)claimed!).CancelUnlessStarted(WebhookFailureReason.HostStopping), claimed);
        (WebhookOutcome outcome, WebhookFailureReason? reason) = await runner.RunAsync(claimed, settings.HandlerTimeout).ConfigureAwait(false);
        InboxResult? recorded = outcome is WebhookOutcome.Processed or WebhookOutcome.Ignored
            ? InboxResult.Processed(stored.Retention) // maybe by the settlement of a transaction
            : attempt.Recorded;
        WebhookTelemetry.EndHandling(activity.Activity, outcome, reason);
        metrics.InboxAttemptEnded(stored.Provider, outcome, reason, recorded?.Kind);
        return recorded;
    }

    private Task<InboxResult?> PostponeAsync(InboxItem item, WebhookFailureReason reason)
    {
        InboxDelivery stored = item.Delivery;
        InboxResult postponed = retries.GetUnreadable(item, reason);
        Log.InboxItemUnreadable(logger, stored.Key.ShortName, stored.Provider, stored.Endpoint, postponed.Time);
        return SettleAsync(item, postponed, reason);
    }

    /// <summary>Records the result of an item without running its handler.</summary>
    /// <param name="item">The item.</param>
    /// <param name="result">The result.</param>
    /// <param name="reason">Why its handler did not run, for the metrics; null if there is no word for it.</param>
    /// <returns>The result; null if it could not be recorded.</returns>
    public async Task<InboxResult?> SettleAsync(InboxItem item, InboxResult result, WebhookFailureReason? reason = null)
    {
        InboxDelivery stored = item.Delivery;
        bool isRecorded;
        try
        {
            isRecorded = await store.SettleAsync(item, result).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ReleaseFailed(logger, e, stored.Provider, stored.Endpoint, stored.Key.ShortName);
            WebhookFailureReason failure = e is TimeoutException ? WebhookFailureReason.StoreTimedOut : WebhookFailureReason.StoreFailed;
            metrics.InboxAttemptEnded(stored.Provider, WebhookOutcome.Unavailable, failure, result: null);
            return null;
        }

        if (!isRecorded)
        {
            metrics.InboxAttemptEnded(stored.Provider, WebhookOutcome.ClaimLost, reason, result: null);
            return null;
        }

        metrics.InboxAttemptEnded(stored.Provider, WebhookOutcome.Failed, reason, result.Kind);
        if (result.Kind == InboxResultKind.Dead)
        {
            Log.InboxItemDead(logger, stored.Key.ShortName, stored.Provider, stored.Endpoint, item.Attempt);
        }

        return result;
    }
}
