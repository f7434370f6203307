namespace Webhooks.Receiver.Storage;

/// <summary>The result of one attempt to handle an inbox item. <see langword="default"/> is <see cref="Returned"/>.</summary>
public readonly record struct InboxResult
{
    private InboxResult(InboxResultKind kind, TimeSpan time = default, InboxError? error = null, bool countsAttempt = true)
    {
        CountsAttempt = countsAttempt;
        Kind = kind;
        Time = time;
        Error = error;
    }

    /// <summary>The item was not handled, and can be taken again at once. The attempt is not counted.</summary>
    public static InboxResult Returned => default;

    /// <summary>The kind of the result.</summary>
    public InboxResultKind Kind { get; }

    /// <summary>
    /// Of <see cref="InboxResultKind.Processed"/> the retention of the key, of <see cref="InboxResultKind.Retry"/> the time until the
    /// item is due again; otherwise zero.
    /// </summary>
    public TimeSpan Time { get; }

    /// <summary>
    /// Whether the attempt counts. If it does not, as after <see cref="Returned"/> and <see cref="Postponed"/>, the next attempt of the item has the
    /// same number.
    /// </summary>
    public bool CountsAttempt { get; }

    /// <summary>The error of a failed attempt; null for none.</summary>
    public InboxError? Error { get; }

    /// <summary>Creates the result of a success: the item is processed, and its key is completed.</summary>
    /// <param name="retention">How long the key stays completed; above zero.</param>
    public static InboxResult Processed(TimeSpan retention)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(retention, TimeSpan.Zero);
        return new InboxResult(InboxResultKind.Processed, retention);
    }

    /// <summary>Creates the result of a failure after which the item is tried again.</summary>
    /// <param name="delay">The time until the item is due again; zero or more.</param>
    /// <param name="error">The error.</param>
    public static InboxResult Retry(TimeSpan delay, InboxError error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(error);
        return new InboxResult(InboxResultKind.Retry, delay, error);
    }

    /// <summary>Creates the result of an attempt in which no handler could be started: a retry that is not counted.</summary>
    /// <param name="delay">The time until the item is due again; zero or more.</param>
    /// <param name="error">The error.</param>
    public static InboxResult Postponed(TimeSpan delay, InboxError error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(error);
        return new InboxResult(InboxResultKind.Retry, delay, error, countsAttempt: false);
    }

    /// <summary>Creates the result of a failure after which the item is not tried again, until it is requeued.</summary>
    /// <param name="error">The error.</param>
    public static InboxResult Dead(InboxError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new InboxResult(InboxResultKind.Dead, error: error);
    }
}
