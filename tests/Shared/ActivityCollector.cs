using System.Collections.Concurrent;
using System.Diagnostics;

namespace Webhooks.Receiver.Tests;

/// <summary>Keeps every activity that ends.</summary>
internal sealed class ActivityCollector : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = new();

    public ActivityCollector()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> All => [.. _ended];

    /// <summary>Our own.</summary>
    public IReadOnlyList<Activity> Ours => [.. _ended.Where(activity => activity.Source.Name == WebhookTelemetry.ActivitySourceName)];

    public void Dispose() => _listener.Dispose();

    /// <summary>Everything that an exporter could send of it.</summary>
    public static string Everything(Activity activity) => string.Join('\n', [
        activity.OperationName, activity.DisplayName, $"{activity.Status} {activity.StatusDescription}",
        .. activity.TagObjects.Select(Text), .. activity.Baggage.Select(pair => $"{pair.Key}={pair.Value}"),
        .. activity.Events.SelectMany(e => e.Tags.Select(Text).Prepend(e.Name)),
        .. activity.Links.SelectMany(link => (link.Tags ?? []).Select(Text))]);

    private static string Text(KeyValuePair<string, object?> tag) => $"{tag.Key}={tag.Value}";
}
