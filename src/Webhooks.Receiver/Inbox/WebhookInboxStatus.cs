namespace Webhooks.Receiver;

/// <summary>
/// Counts what the inbox's worker of this process has done since its start. For health checks; what is in the inbox comes from
/// <see cref="IWebhookInbox"/>. Comes from the service collection; thread-safe.
/// </summary>
public sealed class WebhookInboxStatus
{
    private long _attempts;
    private long _failedAttempts;

    internal WebhookInboxStatus()
    {
    }

    /// <summary>The number of ended attempts to handle a delivery.</summary>
    public long Attempts => Interlocked.Read(ref _attempts);

    /// <summary>How many of <see cref="Attempts"/> did not process their delivery, for whatever reason.</summary>
    public long FailedAttempts => Interlocked.Read(ref _failedAttempts);

    internal void AttemptEnded(bool isProcessed)
    {
        Interlocked.Increment(ref _attempts);
        if (!isProcessed)
        {
            Interlocked.Increment(ref _failedAttempts);
        }
    }
}
