namespace Webhooks.Receiver;

/// <summary>Options of one endpoint that override its provider's <see cref="WebhookOptions"/>. Null means no override.</summary>
public sealed class WebhookEndpointOptions
{
    private readonly Dictionary<WebhookOutcome, int> _statusCodes = [];

    /// <summary>
    /// The endpoint's name in idempotency keys and logs, instead of its route pattern. Set it if the route may change: under a
    /// new name, retried events are handled again.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The section below <c>Webhooks</c> with the endpoint's options, if its secrets are not the provider's.</summary>
    public string? OptionsName { get; set; }

    /// <summary>
    /// Finds the tenant of a delivery by route values and headers, if several tenants share this endpoint. It returns null for an
    /// unknown tenant, whose delivery is then refused like a forged one, in about the same time. If it throws or takes longer
    /// than <see cref="WebhookHostOptions.StoreTimeout"/>, the sender tries again.
    /// </summary>
    public Func<WebhookTenantRequest, CancellationToken, ValueTask<WebhookTenant?>>? ResolveTenant { get; set; }

    /// <summary>
    /// Whether deliveries are stored durably and answered 202, and their events are handled later by the inbox's worker. Needs a durable
    /// store (<c>AddSqlite</c>, <c>AddPostgreSql</c>), and an endpoint whose handler does not use the request.
    /// </summary>
    /// <value>False: the answer is sent when the handler has ended.</value>
    public bool ProcessInBackground { get; set; }

    /// <summary>
    /// Whether handlers run in a transaction of the durable store, which also records that the event was handled: what a handler writes
    /// through <see cref="IWebhookTransaction"/> takes effect exactly once.
    /// </summary>
    /// <value>False: the success is recorded after the handler has ended.</value>
    public bool HandleInTransaction { get; set; }

    /// <inheritdoc cref="WebhookOptions.PublicUrl" path="/summary"/>
    public string? PublicUrl { get; set; }

    /// <inheritdoc cref="WebhookOptions.MaxRequestBodySize" path="/summary"/>
    public long? MaxRequestBodySize { get; set; }

    /// <inheritdoc cref="WebhookOptions.MediaTypes" path="/summary"/>
    public IList<string>? MediaTypes { get; set; }

    /// <inheritdoc cref="WebhookOptions.MaxJsonDepth" path="/summary"/>
    public int? MaxJsonDepth { get; set; }

    /// <inheritdoc cref="WebhookOptions.BodyTimeout" path="/summary"/>
    public TimeSpan? BodyTimeout { get; set; }

    /// <inheritdoc cref="WebhookOptions.HandlerTimeout" path="/summary"/>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <inheritdoc cref="WebhookOptions.IdempotencyLease" path="/summary"/>
    public TimeSpan? IdempotencyLease { get; set; }

    /// <inheritdoc cref="WebhookOptions.IdempotencyRetention" path="/summary"/>
    public TimeSpan? IdempotencyRetention { get; set; }

    /// <inheritdoc cref="WebhookOptions.MaxEventAge" path="/summary"/>
    public TimeSpan? MaxEventAge { get; set; }

    /// <summary>
    /// Sets the status code for an outcome. Outcomes that need a retry, and failed authentication, cannot have a 2xx or 3xx: the
    /// sender would discard the event, or treat a forgery as accepted.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="statusCode">The status code, 200 to 599.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The outcome cannot be given this status code.</exception>
    public WebhookEndpointOptions SetStatusCode(WebhookOutcome outcome, int statusCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        if (!Enum.IsDefined(outcome))
        {
            throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome of a delivery.");
        }

        if (outcome == WebhookOutcome.Answered)
        {
            throw new ArgumentException($"{outcome} has the status code of its answer.", nameof(outcome));
        }

        if (statusCode < 400 && !IsFinal(outcome))
        {
            throw new ArgumentException(
                $"{outcome} cannot be answered with {statusCode}: the sender would treat the delivery as accepted.", nameof(statusCode));
        }

        if (outcome == WebhookOutcome.Processed && statusCode > 299)
        {
            throw new ArgumentException(
                $"{outcome} cannot be answered with {statusCode}: the sender would send a handled event again.", nameof(statusCode));
        }

        _statusCodes[outcome] = statusCode;
        return this;
    }

    /// <summary>Gets the status code that is set for an outcome; null if none is set.</summary>
    /// <param name="outcome">The outcome.</param>
    public int? GetStatusCode(WebhookOutcome outcome) => _statusCodes.TryGetValue(outcome, out int statusCode) ? statusCode : null;

    /// <summary>Whether no event is lost if the sender treats the delivery as accepted.</summary>
    private static bool IsFinal(WebhookOutcome outcome) => outcome is WebhookOutcome.Processed or WebhookOutcome.Ignored
        or WebhookOutcome.Accepted or WebhookOutcome.Duplicate or WebhookOutcome.Malformed or WebhookOutcome.MethodNotAllowed
        or WebhookOutcome.BodyTooLarge or WebhookOutcome.UnsupportedMediaType;
}
