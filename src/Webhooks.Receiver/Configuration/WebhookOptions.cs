namespace Webhooks.Receiver;

/// <summary>
/// One provider's secrets and limits, from its section below <see cref="SectionName"/>, such as <c>Webhooks:Cue</c>. Named
/// options: the name is the provider's <see cref="WebhookProvider.ConfigurationSection"/>. Reloaded while the app runs.
/// </summary>
public sealed class WebhookOptions
{
    /// <summary>The configuration section with the sections of all providers.</summary>
    public const string SectionName = "Webhooks";

    /// <summary>
    /// The text that marks example secrets. Outside the Development environment, the app does not start with a secret or URL
    /// token that contains it.
    /// </summary>
    public const string ExampleMark = "EXAMPLE-ONLY";

    /// <summary>
    /// The secrets: the current one first, then those being rotated out. Configuration sources merge lists by index: if one
    /// source sets index 0 and another sets index 1, both secrets are used.
    /// </summary>
    /// <value>Empty. The app does not start without a secret.</value>
    public IList<string> Secrets { get; set; } = [];

    /// <summary>
    /// The URL tokens, for providers that do not sign. A request has to have one of them in its URL. Each has at least 16
    /// characters: letters, digits or <c>-._~</c>. Several allow rotation. Everything that logs paths logs them too.
    /// </summary>
    /// <value>Empty. An endpoint of such a provider does not start without a token.</value>
    public IList<string> UrlTokens { get; set; } = [];

    /// <summary>
    /// The words that a sender repeats in an unsigned handshake, as you gave them to it, such as Meta's verify token: the current one first,
    /// then those being replaced. At most 512 characters each.
    /// </summary>
    /// <value>Empty. An endpoint of a provider that needs one (<see cref="WebhookProvider.RequiresVerifyToken"/>) does not start without it.</value>
    public IList<string> VerifyTokens { get; set; } = [];

    /// <summary>
    /// Whether to accept requests without a URL token, for providers that do not sign. Every event may be forged. Logs a warning
    /// at every start.
    /// </summary>
    /// <value>False.</value>
    public bool DangerouslyAcceptUnauthenticatedRequests { get; set; }

    /// <summary>
    /// The public URL up to the path that this app receives, such as <c>https://example.com</c>, or <c>https://example.com/api</c> if a proxy
    /// removes <c>/api</c>. For providers that sign the URL: the path and the query of a request, exactly as received, are appended to it.
    /// </summary>
    /// <value>Null. An endpoint of a provider that signs the URL does not start without it, unless <see cref="UseRequestUrl"/> is set.</value>
    public string? PublicUrl { get; set; }

    /// <summary>
    /// Whether scheme and host of a signed URL are those of the request. Only safe if hosts are limited to your own (<c>AllowedHosts</c>) and,
    /// behind a proxy, the middleware for forwarded headers trusts that proxy alone: otherwise the sender of a request chooses them. Has no
    /// effect if <see cref="PublicUrl"/> is set.
    /// </summary>
    /// <value>False.</value>
    public bool UseRequestUrl { get; set; }

    /// <summary>How far a signed time may be from now, in either direction, inclusive. Has no effect if none is signed.</summary>
    /// <value>Null: the scheme's own tolerance, usually five minutes.</value>
    public TimeSpan? Tolerance { get; set; }

    /// <summary>The largest accepted size of a body in bytes, inclusive.</summary>
    /// <value>2,097,152.</value>
    public long MaxRequestBodySize { get; set; } = 2_097_152;

    /// <summary>
    /// Content types that are accepted besides those that the provider's sender uses, such as <c>text/plain</c>; <c>*/*</c> is any. The body
    /// is read in the same way, whatever its content type says.
    /// </summary>
    /// <value>Empty.</value>
    public IList<string> MediaTypes { get; set; } = [];

    /// <summary>The levels that JSON may have, from 1 to 1,000. Deeper bodies are malformed.</summary>
    /// <value>64.</value>
    /// <remarks>
    /// Events with more than 64 levels are read on a thread of their own, with a stack that is large enough for types that contain themselves. What a
    /// handler itself reads out of their JSON is read on the handler's thread: the serializer needs up to 2 KB of stack for a level of a type with a
    /// constructor, so that about 700 levels fit into the 1.5 MB of a pool thread on Windows, macOS and musl. An overflow ends the process.
    /// </remarks>
    public int MaxJsonDepth { get; set; } = JsonBody.MaxDepth;

    /// <summary>How long a body may take to arrive.</summary>
    /// <value>Null: as long as the provider's sender waits for an answer.</value>
    public TimeSpan? BodyTimeout { get; set; }

    /// <summary>
    /// How long a handler may run. Then its token is cancelled, and the sender gets an answer that makes it try again. The claim
    /// is kept until the handler ends.
    /// </summary>
    /// <value>Null: no limit, except for the host's shutdown.</value>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>How long a claim holds after a crash. It is renewed while the handler runs: the handler may run longer.</summary>
    /// <value>Null: the provider's default, after which the sender still retries.</value>
    public TimeSpan? IdempotencyLease { get; set; }

    /// <summary>How long a handled event is remembered.</summary>
    /// <value>Seven days.</value>
    public TimeSpan IdempotencyRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The largest accepted age of an event, by the time in its signed body; at most <see cref="IdempotencyRetention"/>. If the
    /// scheme signs no time, this refuses replays of events that are no longer remembered. It also refuses authentic events that
    /// are retried late or have no readable time.
    /// </summary>
    /// <value>Null: any age.</value>
    public TimeSpan? MaxEventAge { get; set; }

    /// <summary>The errors in reading the configuration, as sentences that quote no value.</summary>
    internal List<string> ConfigurationErrors { get; } = [];

    /// <summary>The values from the configuration, by the key below the section, so that error messages name the place.</summary>
    internal Dictionary<string, object> ConfiguredValues { get; } = [];
}
