namespace Webhooks.Receiver;

/// <summary>The current settings of one endpoint, validated. Immutable; a reload creates a new object.</summary>
internal sealed record EndpointSettings(
    DeliveryAuthenticator Authenticator,
    TenantAuthenticators? Tenants,
    IReadOnlyList<string> Secrets,
    HashedTokens VerifyTokens,
    long MaxRequestBodySize,
    TimeSpan BodyTimeout,
    TimeSpan? HandlerTimeout,
    TimeSpan Lease,
    TimeSpan Retention,
    TimeSpan? MaxEventAge)
{
    public static EndpointSettings Create(Hosting.WebhookEndpoint endpoint, MergedSettings merged, TimeProvider timeProvider)
    {
        TenantAuthenticators? tenants = endpoint is { Options.ResolveTenant: not null, Provider.Scheme: { } scheme }
            ? new TenantAuthenticators(scheme, timeProvider, merged.Tolerance.Value, merged.PublicUrl.Value)
            : null;
        return new EndpointSettings(
            tenants?.Unknown ?? CreateAuthenticator(endpoint.Provider, merged, timeProvider),
            tenants,
            [.. merged.Secrets.Select(secret => secret.Value!)],
            new HashedTokens(merged.VerifyTokens.Select(token => token.Value!)),
            merged.MaxRequestBodySize.Value,
            merged.BodyTimeout.Value,
            merged.HandlerTimeout.Value,
            merged.Lease.Value,
            merged.Retention.Value,
            merged.MaxEventAge.Value);
    }

    private static DeliveryAuthenticator CreateAuthenticator(WebhookProvider provider, MergedSettings merged, TimeProvider timeProvider) =>
        provider.Scheme is { } scheme
            ? new SignatureAuthenticator(
                new SignatureVerifier(scheme, merged.Secrets.Select(secret => secret.Value!), timeProvider, merged.Tolerance.Value),
                merged.PublicUrl.Value)
            : new UrlTokenAuthenticator(merged.UrlTokens.Select(token => token.Value!), merged.AcceptsUnauthenticated);
}
