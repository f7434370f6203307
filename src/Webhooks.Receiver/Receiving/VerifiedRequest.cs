using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>An authenticated request, of which the event or the events are yet to be read.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Source">Where the request came from.</param>
/// <param name="Headers">The headers that its events are read with: of a delivery that is stored, only those that the inbox keeps.</param>
/// <param name="Authenticator">What authenticated it.</param>
/// <param name="Signature">Its signature.</param>
/// <param name="Tenant">The tenant's id; null if there are no tenants.</param>
/// <param name="ReceivedAt">When it arrived.</param>
internal readonly record struct VerifiedRequest(
    WebhookEndpoint Endpoint,
    EndpointSettings Settings,
    WebhookSource Source,
    WebhookHeaders Headers,
    DeliveryAuthenticator Authenticator,
    SignatureResult Signature,
    string? Tenant,
    DateTimeOffset ReceivedAt)
{
    /// <summary>Whether a stranger may have sent it, because the endpoint accepts anyone.</summary>
    public bool IsFromAnyone => Authenticator is UrlTokenAuthenticator { AcceptsAnyone: true };

    /// <returns>The failure if an event is too old, or its age is not known; null if it is not.</returns>
    public SignatureFailure? CheckAge(in WebhookParseResult<object> parsed)
    {
        DateTimeOffset? signedTime = parsed.OccurredAt ?? Signature.Timestamp;
        return Settings.MaxEventAge is not { } maxAge || ReceivedAt - signedTime <= maxAge ? null
            : signedTime is null ? SignatureFailure.TimestampMissing
            : SignatureFailure.TimestampOutsideTolerance;
    }

    /// <summary>Creates the delivery of an event.</summary>
    public WebhookDelivery CreateDelivery(in WebhookParseResult<object> parsed, WebhookBody body)
    {
        WebhookProvider provider = Endpoint.Provider;
        IdempotencyKey key = IdempotencyKey.Create(provider.Name, Endpoint.Name, Tenant, parsed.Identity);
        return new WebhookDelivery(provider.Name, Endpoint.Name, key, body)
        {
            Tenant = Tenant,
            Attempt = parsed.Attempt,
            ReceivedAt = ReceivedAt,
            SignedAt = Signature.Timestamp,
            Headers = WebhookDeliveryHeader.Select(provider, Headers),
            Authenticated = GetParts(parsed.Identity),
        };
    }

    private AuthenticatedParts GetParts(DeliveryIdentity identity) =>
        !Authenticator.CoversBody ? AuthenticatedParts.None
        : AuthenticatedParts.Body
            | (identity.IsAuthenticated ? AuthenticatedParts.Identity : AuthenticatedParts.None)
            | (Signature.Timestamp is null ? AuthenticatedParts.None : AuthenticatedParts.Timestamp);
}
