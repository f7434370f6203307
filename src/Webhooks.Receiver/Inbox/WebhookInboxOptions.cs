namespace Webhooks.Receiver;

/// <summary>Options of the inbox and its worker. Read once, at start.</summary>
public sealed class WebhookInboxOptions
{
    /// <summary>The number of handlers that this process runs at the same time, 1 to 1,000.</summary>
    /// <value>16.</value>
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>
    /// The number of attempts after which an item is dead, 1 to 1,000. An attempt that a crash ended counts, also for items that the process had
    /// taken ahead and not begun: with 1 or 2, such items may be dead although no handler ran.
    /// </summary>
    /// <value>12: about six hours with the default delays.</value>
    public int MaxAttempts { get; set; } = 12;

    /// <summary>
    /// The delay after the first failure, doubled for each further one up to <see cref="MaxRetryDelay"/>, with random variation of a fifth. Above
    /// zero.
    /// </summary>
    /// <value>Ten seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest delay between two attempts, also with its variation; a handler may ask for a longer one. At least <see cref="RetryDelay"/>, at
    /// most 30 days.
    /// </summary>
    /// <value>Six hours.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// How long an item is taken before it has to be renewed: after a crash, another process takes it after this time. One second to one day.
    /// </summary>
    /// <value>30 seconds.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often to look for items that other processes stored, that were requeued, or whose time has come; up to a fifth longer, at random. 100
    /// milliseconds to one day.
    /// </summary>
    /// <value>Five seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The age of the oldest unhandled item from which the health check is degraded. Above zero.</summary>
    /// <value>One hour.</value>
    public TimeSpan DegradedAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long processed items are kept; zero deletes them at once. Their keys are kept for the idempotency retention.</summary>
    /// <value>One day.</value>
    public TimeSpan ProcessedRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long dead items are kept. Above zero.</summary>
    /// <value>30 days.</value>
    public TimeSpan DeadRetention { get; set; } = TimeSpan.FromDays(30);
}
