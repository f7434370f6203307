using System.Diagnostics.Metrics;

namespace Webhooks.Receiver;

/// <summary>
/// Observes the inbox for metrics. Instruments are read without waiting: they show the last known counts, and start to count anew if
/// these are older than ten seconds. Nothing is counted unless the metrics are read.
/// </summary>
internal sealed class InboxGauges(WebhookMetrics metrics, TimeProvider timeProvider, WebhookLogger logger, IWebhookInbox? inbox = null)
{
    private static readonly TimeSpan _maxAge = TimeSpan.FromSeconds(10);

    private WebhookInboxCounts? _counts;
    private long? _countedAt;
    private int _isCounting;

    /// <summary>Creates the instruments, if there is an inbox.</summary>
    public void Start()
    {
        if (inbox is not null)
        {
            metrics.Meter.CreateObservableGauge(
                WebhookTelemetry.InboxItems, GetItems, "{delivery}", "Deliveries in the inbox, by state.");
            metrics.Meter.CreateObservableGauge(
                WebhookTelemetry.InboxOldestAge, GetOldestAge, "s", "The age of the oldest delivery in the inbox that is not handled yet; zero if there is none.");
        }
    }

    private IEnumerable<Measurement<long>> GetItems() => GetCounts() is not { } counts ? [] :
    [
        GetItems(WebhookInboxState.Pending, counts.Pending),
        GetItems(WebhookInboxState.Running, counts.Running),
        GetItems(WebhookInboxState.Dead, counts.Dead),
    ];

    private static Measurement<long> GetItems(WebhookInboxState state, long count) =>
        new(count, KeyValuePair.Create<string, object?>(WebhookTelemetry.InboxStateTag, TelemetryNames.Get(state)));

    private IEnumerable<Measurement<double>> GetOldestAge() => GetCounts() is not { } counts ? [] :
        [new(counts.OldestReceivedAt is { } oldest ? Math.Max(0, (timeProvider.GetUtcNow() - oldest).TotalSeconds) : 0)];

    private WebhookInboxCounts? GetCounts()
    {
        if ((_countedAt is not { } countedAt || timeProvider.GetElapsedTime(countedAt) >= _maxAge) && Interlocked.Exchange(ref _isCounting, 1) == 0)
        {
            _ = Task.Run(CountAsync); // a store in a file counts on the caller's thread
        }

        return Volatile.Read(ref _counts);
    }

    private async Task CountAsync()
    {
        try
        {
            Volatile.Write(ref _counts, await inbox!.CountAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            Log.InboxNotCounted(logger, e);
            Volatile.Write(ref _counts, null); // no value rather than an old one
        }
        finally
        {
            _countedAt = timeProvider.GetTimestamp();
            Volatile.Write(ref _isCounting, 0);
        }
    }
}
