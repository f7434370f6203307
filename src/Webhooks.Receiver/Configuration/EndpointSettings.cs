namespace Webhooks.Receiver;

/// <summary>The current settings of one endpoint, validated. Immutable; a reload creates a new object.</summary>
internal sealed record EndpointSettings(
    DeliveryAuthenticator Authenticator,
    TenantAuthenticators? Tenants,
    IReadOnlyList<string> Secrets,
    HashedTokens VerifyTokens,
    WebhookMediaTypes MediaTypes,
    int MaxJsonDepth,
    long MaxRequestBodySize,
    TimeSpan BodyTimeout,
    TimeSpan? HandlerTimeout,
    TimeSpan Lease,
    TimeSpan Retention,
    TimeSpan? MaxEventAge)
{
    public static EndpointSettings Create(Hosting.WebhookEndpoint endpoint, MergedSettings merged, TimeProvider timeProvider)
    {
        TenantAuthenticators? tenants = endpoint.Options.ResolveTenant is null ? null : endpoint.Provider switch
        {
            { Authenticator: { } own } => TenantAuthenticators.Create(own, merged),
            { Scheme: { } scheme } => TenantAuthenticators.Create(scheme, merged, timeProvider),
            _ => null,
        };
        return new EndpointSettings(
            tenants?.Unknown ?? CreateAuthenticator(endpoint.Provider, merged, timeProvider),
            tenants,
            [.. merged.Secrets.Select(secret => secret.Value!)],
            new HashedTokens(merged.VerifyTokens.Select(token => token.Value!)),
            merged.MediaTypes is [] ? endpoint.Provider.MediaTypes : endpoint.Provider.MediaTypes.With(merged.MediaTypes.Select(type => type.Value!)),
            merged.MaxJsonDepth.Value,
            merged.MaxRequestBodySize.Value,
            merged.BodyTimeout.Value,
            merged.HandlerTimeout.Value,
            merged.Lease.Value,
            merged.Retention.Value,
            merged.MaxEventAge.Value);
    }

    private static DeliveryAuthenticator CreateAuthenticator(WebhookProvider provider, MergedSettings merged, TimeProvider timeProvider)
    {
        IEnumerable<string> secrets = merged.Secrets.Select(secret => secret.Value!);
        return provider switch
        {
            { Authenticator: { } own } => new CustomAuthenticator(
                own, [.. secrets], merged.Tolerance.Value, merged.PublicUrl.Value, merged.UsesRequestUrl),
            { Scheme: { } scheme } => new SignatureAuthenticator(
                new SignatureVerifier(scheme, secrets, timeProvider, merged.Tolerance.Value), merged.PublicUrl.Value),
            _ => new UrlTokenAuthenticator(merged.UrlTokens.Select(token => token.Value!), merged.AcceptsUnauthenticated),
        };
    }
}
