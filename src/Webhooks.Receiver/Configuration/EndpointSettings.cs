namespace Webhooks.Receiver;

/// <summary>
/// One endpoint's effective settings: checked, and ready to tell genuine deliveries. Immutable; a reload makes another.
/// </summary>
internal sealed record EndpointSettings(
    DeliveryAuthenticator Authenticator,
    TimeSpan? Tolerance,
    long MaxRequestBodySize,
    TimeSpan BodyTimeout,
    TimeSpan? HandlerTimeout,
    TimeSpan Lease,
    TimeSpan Retention,
    TimeSpan? MaxEventAge)
{
    public static EndpointSettings Of(WebhookEndpoint endpoint, WebhookOptions options, DeliveryAuthenticator authenticator)
    {
        WebhookEndpointOptions own = endpoint.Options;
        SenderBehavior sender = endpoint.Provider.Sender;
        return new EndpointSettings(
            authenticator,
            options.Tolerance,
            own.MaxRequestBodySize ?? options.MaxRequestBodySize,
            own.BodyTimeout ?? options.BodyTimeout ?? sender.Deadline,
            own.HandlerTimeout ?? options.HandlerTimeout,
            own.IdempotencyLease ?? options.IdempotencyLease ?? sender.DefaultLease,
            own.IdempotencyRetention ?? options.IdempotencyRetention,
            own.MaxEventAge ?? options.MaxEventAge);
    }
}
