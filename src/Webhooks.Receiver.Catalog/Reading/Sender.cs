namespace Webhooks.Receiver.Catalog;

/// <summary>Creates the behavior of senders.</summary>
internal static class Sender
{
    /// <summary>A sender that documents for how long it tries again.</summary>
    public static SenderBehavior Retrying(TimeSpan window, int deadline) => new()
    {
        Deadline = TimeSpan.FromSeconds(deadline),
        LongestRetryWindow = window,
        IsLongestRetryWindowDocumented = true,
        ShortestRetryWindow = window,
        DefaultLease = TimeSpan.FromSeconds(Math.Min(30, window.TotalSeconds / 2)),
    };

    /// <summary>A sender that says nothing of that kind.</summary>
    public static SenderBehavior Undocumented(int deadline) => new()
    {
        Deadline = TimeSpan.FromSeconds(deadline),
        ShortestRetryWindow = TimeSpan.FromMinutes(1),
        DefaultLease = TimeSpan.FromSeconds(30),
    };
}
