namespace Webhooks.Receiver;

/// <summary>
/// The deadline and the retries of a provider's sender. Used for defaults and for checks at start, never to schedule anything. The
/// provider's README has the source of each number. Immutable.
/// </summary>
public sealed record SenderBehavior
{
    /// <summary>How long the sender waits for an answer. After that, the delivery has failed.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>
    /// The longest time from the first failure to the last retry. Handled events must stay in the store for longer.
    /// </summary>
    /// <value>24 hours, for senders that do not document it.</value>
    public TimeSpan LongestRetryWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether <see cref="LongestRetryWindow"/> is documented by the provider. If not, it is only an assumption.</summary>
    public bool IsLongestRetryWindowDocumented { get; init; }

    /// <summary>
    /// The time after a failure in which the sender certainly retries. The claim of a process that crashed must end before it.
    /// </summary>
    public required TimeSpan ShortestRetryWindow { get; init; }

    /// <summary>The lease of a claim, unless it is configured.</summary>
    public required TimeSpan DefaultLease { get; init; }

    /// <summary>Whether the sender does not retry after most 4xx. A concurrent duplicate is then answered with 503 instead of 409.</summary>
    public bool TreatsClientErrorsAsFinal { get; init; }
}
