namespace Webhooks.Receiver;

/// <summary>
/// How a provider's sender behaves, as far as anybody says: for defaults and start-up checks only, nothing is scheduled by it.
/// Where a number comes from stands in the provider's README. Immutable.
/// </summary>
public sealed record SenderBehavior
{
    /// <summary>How long the sender waits for an answer before it counts the delivery as failed.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>
    /// An upper bound of the time from the first failure to the last retry. Deliveries have to be remembered for longer than this.
    /// </summary>
    /// <value>24 hours, for senders of which nobody says.</value>
    public TimeSpan LongestRetryWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether somebody says how long the sender retries, and <see cref="LongestRetryWindow"/> is no mere precaution.</summary>
    public bool IsLongestRetryWindowDocumented { get; init; }

    /// <summary>
    /// The shortest time after a failure in which the sender is still known to retry. A claim that a crash left behind has to run
    /// out before it.
    /// </summary>
    public required TimeSpan ShortestRetryWindow { get; init; }

    /// <summary>How long a claim is held before it has to be renewed, unless configured otherwise.</summary>
    public required TimeSpan DefaultLease { get; init; }

    /// <summary>Whether the sender stops retrying on most 4xx, so that a concurrent duplicate must be answered 503, not 409.</summary>
    public bool TreatsClientErrorsAsFinal { get; init; }
}
