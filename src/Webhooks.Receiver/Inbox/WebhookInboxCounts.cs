namespace Webhooks.Receiver;

/// <summary>The number of inbox items in each state but <see cref="WebhookInboxState.Processed"/>.</summary>
public sealed record WebhookInboxCounts
{
    /// <summary>Items that wait for an attempt.</summary>
    public required long Pending { get; init; }

    /// <summary>Items that are being handled.</summary>
    public required long Running { get; init; }

    /// <summary>Items that were given up.</summary>
    public required long Dead { get; init; }

    /// <summary>When the oldest item that is pending or running was received; null if there is none.</summary>
    public DateTimeOffset? OldestReceivedAt { get; init; }
}
