using System.Diagnostics;

namespace Webhooks.Receiver;

/// <summary>The names of the metrics and traces.</summary>
public static class WebhookTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Webhooks.Receiver";

    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "Webhooks.Receiver";

    /// <summary>The name of the activity of one delivery.</summary>
    public const string DeliveryActivity = "webhooks.receive";

    /// <summary>The name of the activity of one attempt to handle a delivery from the inbox.</summary>
    public const string HandlingActivity = "webhooks.handle";

    /// <summary>The counter of attempts to handle deliveries from the inbox, in <c>{attempt}</c>.</summary>
    public const string InboxAttempts = "webhooks.receiver.inbox.attempts";

    /// <summary>The gauge of items in the inbox, in <c>{delivery}</c>, by <see cref="InboxStateTag"/>.</summary>
    public const string InboxItems = "webhooks.receiver.inbox.items";

    /// <summary>The gauge of the age of the oldest item that is not handled yet, in seconds.</summary>
    public const string InboxOldestAge = "webhooks.receiver.inbox.oldest.age";

    /// <summary>Tag of <see cref="InboxItems"/>: the <see cref="WebhookInboxState"/> in snake case.</summary>
    public const string InboxStateTag = "webhooks.inbox.state";

    /// <summary>
    /// Tag of <see cref="InboxAttempts"/>, what was recorded: <c>processed</c>, <c>retry</c>, <c>dead</c> or <c>returned</c>. If nothing was, the
    /// outcome of the attempt: <c>failed</c>, <c>claim_lost</c> or <c>unavailable</c>.
    /// </summary>
    public const string InboxResultTag = "webhooks.inbox.result";

    /// <summary>The counter of deliveries, in <c>{delivery}</c>.</summary>
    public const string Deliveries = "webhooks.receiver.deliveries";

    /// <summary>The histogram of the durations of deliveries, in seconds.</summary>
    public const string DeliveryDuration = "webhooks.receiver.delivery.duration";

    /// <summary>Counter of members that events had in a form that could not be read, in <c>{member}</c>.</summary>
    public const string EventDrifts = "webhooks.receiver.event.drifts";

    /// <summary>Tag: the provider's name.</summary>
    public const string ProviderTag = "webhooks.provider";

    /// <summary>Tag: the <see cref="WebhookOutcome"/> in snake case, such as <c>in_progress</c>.</summary>
    public const string OutcomeTag = "webhooks.outcome";

    /// <summary>
    /// Tag: the <see cref="SignatureFailure"/> or the <see cref="WebhookFailureReason"/> in snake case, such as <c>signature_mismatch</c>, or else the outcome.
    /// Absent from acknowledged deliveries.
    /// </summary>
    public const string ErrorTypeTag = "error.type";

    /// <summary>Item of the log scope around a handler: the provider's name.</summary>
    public const string ProviderScope = "WebhookProvider";

    /// <summary>Item of the log scope around a handler: the endpoint's name or route pattern.</summary>
    public const string EndpointScope = "WebhookEndpoint";

    /// <summary>Item of the log scope around a handler: the name of the event's .NET type, such as <c>CueAdClick</c>.</summary>
    public const string EventTypeScope = "WebhookEventType";

    /// <summary>Item of the log scope around a handler: the delivery, by the first eight digits of its key.</summary>
    public const string DeliveryScope = "WebhookDelivery";

    /// <summary>Tag of <see cref="EventDrifts"/>: the event's type, such as <c>ad.click</c>. One that the provider knows.</summary>
    public const string EventTypeTag = "webhooks.event.type";

    /// <summary>
    /// Tag of <see cref="EventDrifts"/>: the member's path by our own names, such as <c>data.context</c>; <c>_OTHER</c> where it is not
    /// one member.
    /// </summary>
    public const string EventMemberTag = "webhooks.event.member";

    /// <summary>
    /// Tag of <see cref="EventDrifts"/>: <c>optional</c> where the member is null in the event, <c>required</c> where the event arrived as
    /// the unknown one.
    /// </summary>
    public const string EventDriftTag = "webhooks.event.drift";

    internal const string HandlerFailed = "The handler failed.";

    private static readonly ActivitySource _source = new(ActivitySourceName);

    internal static ObservedActivity StartDelivery(string provider)
    {
        var started = ObservedActivity.Start(_source, DeliveryActivity);
        started.Activity?.SetTag(ProviderTag, provider);
        return started;
    }

    /// <summary>Starts the activity of an attempt, as a part of the trace in which the delivery was received.</summary>
    internal static ObservedActivity StartHandling(string provider, string? traceParent, string? traceState)
    {
        ActivityContext.TryParse(traceParent, traceState, isRemote: true, out ActivityContext parent);
        var started = ObservedActivity.Start(_source, HandlingActivity, ActivityKind.Consumer, parent);
        started.Activity?.SetTag(ProviderTag, provider);
        return started;
    }

    internal static void EndHandling(Activity? activity, WebhookOutcome outcome, WebhookFailureReason? reason)
    {
        activity?.SetTag(OutcomeTag, TelemetryNames.Get(outcome));
        if (outcome is not (WebhookOutcome.Processed or WebhookOutcome.Ignored))
        {
            activity?.SetTag(ErrorTypeTag, reason is { } known ? TelemetryNames.Get(known) : TelemetryNames.Get(outcome));
        }
    }

    internal static void EndDelivery(Activity? activity, in WebhookReceiveResult result)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag(OutcomeTag, TelemetryNames.Get(result.Outcome));
        if (!result.IsAcknowledged)
        {
            activity.SetTag(ErrorTypeTag, TelemetryNames.GetError(result));
        }
    }
}
