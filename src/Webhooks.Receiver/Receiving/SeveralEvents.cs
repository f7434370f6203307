using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// Handles the events of a delivery that brings several, one after the other. Each is claimed, handled and settled by itself; the delivery is
/// acknowledged only if nothing is left to do, so that a retry handles only what is left.
/// </summary>
internal sealed class SeveralEvents(DeliveryParser parser, EventHandling events, InboxIntake inbox, HostStopping host, WebhookLogger logger)
{
    /// <summary>Reads all events before the first is handled, and handles none if one is malformed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">The whole body; disposed of once it is split.</param>
    public async ValueTask<WebhookReceiveResult> HandleAsync(VerifiedRequest request, WebhookBody body)
    {
        if (!TryRead(request, body, out List<ReadEvent> read, out WebhookReceiveResult refusal))
        {
            return refusal;
        }

        body.Dispose();
        var combined = new CombinedResult();
        List<ReadEvent> toHandle = [];
        HashSet<IdempotencyKey> keys = [];
        foreach (ReadEvent one in read)
        {
            if (one.AgeFailure is { } failure)
            {
                Add(request, combined, one, new(WebhookOutcome.Unauthenticated, failure, key: one.Delivery.Key), read.Count);
            }
            else if (!keys.Add(one.Delivery.Key))
            {
                Add(request, combined, one, new(WebhookOutcome.Duplicate, key: one.Delivery.Key), read.Count);
            }
            else
            {
                toHandle.Add(one);
            }
        }

        if (request.Endpoint.Options.ProcessInBackground)
        {
            if (toHandle.Count > 0)
            {
                WebhookReceiveResult stored = await inbox.StoreAsync(request, toHandle).ConfigureAwait(false);
                combined.Add(stored);
                toHandle.ForEach(one => LogAcknowledged(request, one, stored, read.Count));
            }

            return combined.Result;
        }

        foreach (ReadEvent one in toHandle)
        {
            WebhookReceiveResult result = host.IsStopping
                ? new(WebhookOutcome.Unavailable, retryAfter: DeliveryPipeline.RetryAfter, key: one.Delivery.Key, reason: WebhookFailureReason.HostStopping)
                : await events.HandleAsync(request.Endpoint, request.Settings, request.Source, one.Delivery, one.Event).ConfigureAwait(false);
            Add(request, combined, one, result, read.Count);
            if (result.Outcome is (WebhookOutcome.Unavailable or WebhookOutcome.ClaimLost) && result.Reason != WebhookFailureReason.HandlerTimedOut)
            {
                break; // the store does not work, or the host stops: what is left waits for the retry
            }
        }

        return combined.Result;
    }

    private bool TryRead(in VerifiedRequest request, WebhookBody body, out List<ReadEvent> read, out WebhookReceiveResult refusal)
    {
        read = [];
        Dictionary<IdempotencyKey, WebhookBody> bodies = [];
        if (!parser.TrySplit(request, body, out WebhookParts parts, out refusal))
        {
            return false;
        }

        foreach (ReadOnlyMemory<byte> bytes in parts.Bodies!)
        {
            var part = new WebhookBody(bytes);
            WebhookParseResult<object> parsed = parser.Read(request, part);
            if (!parsed.IsParsed)
            {
                refusal = DeliveryParser.GetRefusal(parsed);
                return false;
            }

            var one = new ReadEvent(read.Count + 1, request.CreateDelivery(parsed, part), parsed.Event, request.CheckAge(parsed));
            if (!bodies.TryAdd(one.Delivery.Key, part) && !part.Span.SequenceEqual(bodies[one.Delivery.Key].Span))
            {
                // An identity that several events share, such as one from a header: all but the first would be lost as duplicates.
                refusal = new(WebhookOutcome.Malformed, reason: WebhookFailureReason.IdentityMissing);
                return false;
            }

            read.Add(one);
        }

        return true;
    }

    private void Add(in VerifiedRequest request, CombinedResult combined, ReadEvent one, in WebhookReceiveResult result, int count)
    {
        combined.Add(result);
        if (!result.IsAcknowledged)
        {
            WebhookEndpoint endpoint = request.Endpoint;
            string key = one.Delivery.Key.ShortName;
            string reason = TelemetryNames.GetError(result);
            Log.EventNotAcknowledged(logger, one.Number, count, endpoint.Provider.Name, endpoint.Name, key, result.Outcome, reason);
        }

        LogAcknowledged(request, one, result, count);
    }

    private void LogAcknowledged(in VerifiedRequest request, ReadEvent one, in WebhookReceiveResult result, int count)
    {
        if (result.IsAcknowledged && logger.IsEnabled(LogLevel.Debug))
        {
            WebhookEndpoint endpoint = request.Endpoint;
            Log.EventAcknowledged(logger, one.Number, count, endpoint.Provider.Name, endpoint.Name, one.Delivery.Key.ShortName, result.Outcome);
        }
    }
}
