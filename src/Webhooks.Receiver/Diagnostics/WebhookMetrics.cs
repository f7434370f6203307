using System.Diagnostics;
using System.Diagnostics.Metrics;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// The metric instruments. The values of their tags are closed sets: a sender cannot add a value. A listener that throws changes no outcome.
/// </summary>
internal sealed class WebhookMetrics
{
    private static readonly InstrumentAdvice<double> _secondBuckets = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _drifts;
    private readonly Counter<long> _attempts;
    private readonly WebhookInboxStatus _inboxStatus;

    public WebhookMetrics(WebhookInboxStatus inboxStatus, IMeterFactory? meterFactory = null)
    {
        _inboxStatus = inboxStatus;
        Meter = meterFactory?.Create(WebhookTelemetry.MeterName) ?? new Meter(WebhookTelemetry.MeterName);
        _deliveries = Meter.CreateCounter<long>(
            WebhookTelemetry.Deliveries, "{delivery}", "Deliveries received, by provider and outcome.");
        _duration = Meter.CreateHistogram(
            WebhookTelemetry.DeliveryDuration, "s", "How long a delivery took, from its headers to its outcome.", tags: null, _secondBuckets);
        _drifts = Meter.CreateCounter<long>(
            WebhookTelemetry.EventDrifts, "{member}", "Members that events had in a form that could not be read.");
        _attempts = Meter.CreateCounter<long>(
            WebhookTelemetry.InboxAttempts, "{attempt}", "Attempts to handle deliveries from the inbox, by provider and result.");
    }

    public Meter Meter { get; }

    public void DeliveryEnded(string provider, in WebhookReceiveResult result, TimeSpan duration)
    {
        if (!_deliveries.Enabled && !_duration.Enabled)
        {
            return;
        }

        TagList tags = default;
        tags.Add(WebhookTelemetry.ProviderTag, provider);
        tags.Add(WebhookTelemetry.OutcomeTag, TelemetryNames.Get(result.Outcome));
        if (!result.IsAcknowledged)
        {
            tags.Add(WebhookTelemetry.ErrorTypeTag, TelemetryNames.GetError(result));
        }

        try
        {
            _deliveries.Add(1, tags);
            _duration.Record(duration.TotalSeconds, tags);
        }
        catch (Exception)
        {
            // It is the listener's, and there is no other place to report it.
        }
    }

    public void InboxAttemptEnded(string provider, WebhookOutcome outcome, WebhookFailureReason? reason, InboxResultKind? result)
    {
        _inboxStatus.AttemptEnded(result == InboxResultKind.Processed);
        if (!_attempts.Enabled)
        {
            return;
        }

        TagList tags = new()
        {
            { WebhookTelemetry.ProviderTag, provider },
            { WebhookTelemetry.InboxResultTag, TelemetryNames.Get(outcome, result) },
        };
        if (result != InboxResultKind.Processed)
        {
            tags.Add(WebhookTelemetry.ErrorTypeTag, reason is { } known ? TelemetryNames.Get(known) : TelemetryNames.Get(outcome));
        }

        Count(_attempts, tags);
    }

    public void MemberDrifted(string provider, string eventType, string member, bool isRequired) => Count(_drifts, new TagList
    {
        { WebhookTelemetry.ProviderTag, provider },
        { WebhookTelemetry.EventTypeTag, eventType },
        { WebhookTelemetry.EventMemberTag, member },
        { WebhookTelemetry.EventDriftTag, isRequired ? "required" : "optional" },
    });

    private static void Count(Counter<long> counter, in TagList tags)
    {
        try
        {
            counter.Add(1, tags);
        }
        catch (Exception)
        {
            // As above.
        }
    }
}
