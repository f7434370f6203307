namespace Webhooks.Receiver;

/// <summary>One endpoint's effective settings: checked, with its verifier ready. Immutable; a reload makes another.</summary>
internal sealed record EndpointSettings(
    SignatureVerifier Verifier,
    long MaxRequestBodySize,
    TimeSpan BodyTimeout,
    TimeSpan? HandlerTimeout,
    TimeSpan Lease,
    TimeSpan Retention,
    TimeSpan? MaxEventAge)
{
    public static EndpointSettings Of(WebhookEndpoint endpoint, WebhookOptions options, SignatureVerifier verifier)
    {
        WebhookEndpointOptions own = endpoint.Options;
        SenderBehavior sender = endpoint.Provider.Sender;
        return new EndpointSettings(
            verifier,
            own.MaxRequestBodySize ?? options.MaxRequestBodySize,
            own.BodyTimeout ?? options.BodyTimeout ?? sender.Deadline,
            own.HandlerTimeout ?? options.HandlerTimeout,
            own.IdempotencyLease ?? options.IdempotencyLease ?? sender.DefaultLease,
            own.IdempotencyRetention ?? options.IdempotencyRetention,
            own.MaxEventAge ?? options.MaxEventAge);
    }
}
