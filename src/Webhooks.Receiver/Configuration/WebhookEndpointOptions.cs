namespace Webhooks.Receiver;

/// <summary>What one endpoint has different from its provider's <see cref="WebhookOptions"/>. Null means no difference.</summary>
/// <remarks>Not sealed: a host's package adds what only it knows, such as status codes.</remarks>
public class WebhookEndpointOptions
{
    /// <summary>
    /// The endpoint's name in keys and logs, in place of its route pattern. Give one where the route may change: with it every
    /// event would be new.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The section below <c>Webhooks</c> to take the options from, for endpoints of one provider with secrets of their own.</summary>
    public string? OptionsName { get; set; }

    /// <summary>
    /// Finds the tenant of a delivery where several share this endpoint, by route values and headers. Null for a tenant that nobody
    /// knows: its delivery is refused as a forged one is, in about the same time. A resolver that throws or takes longer than
    /// <see cref="WebhookHostOptions.StoreTimeout"/> makes the sender try again.
    /// </summary>
    public Func<WebhookTenantRequest, CancellationToken, ValueTask<WebhookTenant?>>? ResolveTenant { get; set; }

    /// <inheritdoc cref="WebhookOptions.MaxRequestBodySize" path="/summary"/>
    public long? MaxRequestBodySize { get; set; }

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
}
