namespace Webhooks.Receiver.Storage;

/// <summary>The result of storing a delivery in the inbox. <see langword="default"/> is <see cref="Unavailable"/>.</summary>
public readonly record struct InboxAcceptance
{
    private InboxAcceptance(InboxAcceptStatus status, TimeSpan retryAfter = default)
    {
        Status = status;
        RetryAfter = retryAfter;
    }

    /// <summary>The delivery is stored durably.</summary>
    public static InboxAcceptance Accepted { get; } = new(InboxAcceptStatus.Accepted);

    /// <summary>The event is stored already, or was handled before.</summary>
    public static InboxAcceptance Duplicate { get; } = new(InboxAcceptStatus.Duplicate);

    /// <summary>The delivery is not stored, because there is no room.</summary>
    public static InboxAcceptance Unavailable => default;

    /// <summary>The kind of the result.</summary>
    public InboxAcceptStatus Status { get; }

    /// <summary>The rest of the running lease; zero unless <see cref="InboxAcceptStatus.InProgress"/>.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Creates the result if a running claim owns the key.</summary>
    /// <param name="retryAfter">The rest of that claim's lease; zero if negative.</param>
    public static InboxAcceptance InProgress(TimeSpan retryAfter) =>
        new(InboxAcceptStatus.InProgress, retryAfter > TimeSpan.Zero ? retryAfter : TimeSpan.Zero);
}
