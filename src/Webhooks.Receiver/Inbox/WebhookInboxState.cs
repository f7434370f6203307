namespace Webhooks.Receiver;

/// <summary>The states of an inbox item.</summary>
public enum WebhookInboxState
{
    /// <summary>Stored, and waiting for its first attempt or its next.</summary>
    Pending = 0,

    /// <summary>Taken by a process that handles it, under a lease that has not ended.</summary>
    Running,

    /// <summary>Handled. Kept for the retention of processed items.</summary>
    Processed,

    /// <summary>Given up after its last attempt, or because its handler said so. Kept for the retention of dead items.</summary>
    Dead,
}
