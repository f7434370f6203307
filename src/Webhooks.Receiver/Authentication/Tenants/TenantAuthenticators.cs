using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver;

/// <summary>
/// Finds the tenant of a delivery and the secrets to verify it with. A tenant that nobody knows is verified against secrets that
/// nobody knows, as many as a tenant can have, so that neither the answer nor its time tells which tenants exist.
/// </summary>
internal sealed class TenantAuthenticators(
    IServiceProvider services, IOptions<WebhookHostOptions> options, TimeProvider timeProvider, ILogger logger)
{
    private readonly TimeSpan _timeout = options.Value.StoreTimeout;

    /// <returns>The endpoint as this delivery's tenant has it, or null where the resolver failed.</returns>
    public async ValueTask<AuthenticatedEndpoint?> ResolveAsync(AuthenticatedEndpoint at, WebhookSource source)
    {
        WebhookEndpoint endpoint = at.Endpoint;
        using var cancellation = new CancellationTokenSource();
        try
        {
            var request = new WebhookTenantRequest(source, source.RequestServices ?? services);
            WebhookTenant? tenant = await endpoint.Options.ResolveTenant!(request, cancellation.Token)
                .AsTask().WaitAsync(_timeout, timeProvider).ConfigureAwait(false);
            return at with { Tenant = tenant?.Id, Authenticator = AuthenticatorOf(tenant, at) };
        }
        catch (Exception e)
        {
            await cancellation.CancelAsync().ConfigureAwait(false);
            Log.TenantResolverFailed(logger, e, endpoint.Provider.Name, endpoint.Name);
            return null;
        }
    }

    private SignatureAuthenticator AuthenticatorOf(WebhookTenant? tenant, AuthenticatedEndpoint at) =>
        new(SignatureVerifier.ForTenant(at.Endpoint.Provider.Scheme!, tenant?.Secrets, timeProvider, at.Settings.Tolerance));
}
