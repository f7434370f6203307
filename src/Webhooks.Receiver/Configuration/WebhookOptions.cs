namespace Webhooks.Receiver;

/// <summary>
/// One provider's secrets and limits, from its section below <see cref="SectionName"/>, such as <c>Webhooks:Cue</c>. Named options:
/// the name is the provider's <see cref="WebhookProvider.ConfigurationSection"/>. Reloaded while the app runs.
/// </summary>
public sealed class WebhookOptions
{
    /// <summary>The configuration section that all providers' sections stand in.</summary>
    public const string SectionName = "Webhooks";

    /// <summary>
    /// The mark of example secrets. Outside the Development environment the app does not start with a secret or URL token that
    /// contains it.
    /// </summary>
    public const string ExampleMark = "EXAMPLE-ONLY";

    /// <summary>
    /// The secrets: the current one first, then those being rotated out. Configuration sources merge lists by index: a secret of one
    /// source at index 1 survives another source's at index 0.
    /// </summary>
    /// <value>Empty, with which the app does not start.</value>
    public IList<string> Secrets { get; set; } = [];

    /// <summary>
    /// For providers that do not sign: the URL tokens, one of which has to be in the URL, each of at least 16 letters, digits or
    /// <c>-._~</c>. Several allow rotation. They are visible to whatever logs paths.
    /// </summary>
    /// <value>Empty, with which an endpoint of such a provider does not start.</value>
    public IList<string> UrlTokens { get; set; } = [];

    /// <summary>
    /// For providers that do not sign: accepts requests from anybody who finds the URL. Every event may be forged. Logs a warning at
    /// every start.
    /// </summary>
    /// <value>False.</value>
    public bool DangerouslyAcceptUnauthenticatedRequests { get; set; }

    /// <summary>How far a signed time may be from now, either way, inclusive. Has no effect if the provider signs no time.</summary>
    /// <value>Null: the scheme's own, five minutes.</value>
    public TimeSpan? Tolerance { get; set; }

    /// <summary>The most bytes that a body may have, inclusive.</summary>
    /// <value>2,097,152.</value>
    public long MaxRequestBodySize { get; set; } = 2_097_152;

    /// <summary>How long a body may take to arrive.</summary>
    /// <value>Null: as long as the provider's sender waits for an answer.</value>
    public TimeSpan? BodyTimeout { get; set; }

    /// <summary>
    /// How long a handler may run before its token is cancelled and the sender is told to try again. A handler that goes on keeps
    /// its claim until it ends.
    /// </summary>
    /// <value>Null: no limit but the host's shutdown.</value>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>How long a claim holds after a crash. It is renewed while the handler runs, so it need not cover the handler's time.</summary>
    /// <value>Null: the provider's default, which leaves the sender a retry after it.</value>
    public TimeSpan? IdempotencyLease { get; set; }

    /// <summary>How long a handled delivery is remembered.</summary>
    /// <value>Seven days.</value>
    public TimeSpan IdempotencyRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How old an event may be, by the time in its signed body; at most <see cref="IdempotencyRetention"/>. Refuses replays of events
    /// that are not remembered any more, if the scheme signs no time. An authentic event that is retried late is refused as well, and
    /// so is one without a readable time.
    /// </summary>
    /// <value>Null: any age.</value>
    public TimeSpan? MaxEventAge { get; set; }

    /// <summary>What could not be read from the configuration, in sentences that quote no value.</summary>
    internal List<string> ConfigurationErrors { get; } = [];

    /// <summary>What was read from the configuration, by the key below the section: messages say where a value was set.</summary>
    internal Dictionary<string, object> ConfiguredValues { get; } = [];
}
