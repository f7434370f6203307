using Microsoft.Extensions.Options;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Finds the tenant of a delivery by calling the endpoint's resolver.</summary>
internal sealed class TenantResolver(
    IServiceProvider services, IOptions<WebhookHostOptions> options, TimeProvider timeProvider, WebhookLogger logger)
{
    private readonly TimeSpan _timeout = options.Value.ValidStoreTimeout;

    /// <returns>
    /// The tenant with its authenticator; for an unknown tenant an authenticator that refuses every delivery. Null if the
    /// resolver failed.
    /// </returns>
    public async ValueTask<ResolvedTenant?> ResolveAsync(WebhookEndpoint endpoint, TenantAuthenticators authenticators, WebhookSource source)
    {
        try
        {
            var request = new WebhookTenantRequest(source, source.RequestServices ?? services);
            var cancellation = new CancellationTokenSource();
            WebhookTenant? tenant = await endpoint.Options.ResolveTenant!(request, cancellation.Token)
                .AsTask().WaitOrCancelAsync(cancellation, _timeout, timeProvider).ConfigureAwait(false);
            if (tenant is null)
            {
                return new ResolvedTenant(null, authenticators.Unknown);
            }

            if (authenticators.Find(tenant) is { } authenticator)
            {
                return new ResolvedTenant(tenant, authenticator);
            }

            return RefuseUnusable(endpoint, authenticators);
        }
        catch (Exception e) when (e.GetBaseException() is UnusableTenantException) // also of a task that the resolver blocked on
        {
            return RefuseUnusable(endpoint, authenticators);
        }
        catch (Exception e)
        {
            Log.TenantResolverFailed(logger, e, endpoint.Provider.Name, endpoint.Name);
            return null;
        }
    }

    /// <summary>Answered like an unknown tenant: a stranger must not learn that this tenant exists.</summary>
    private ResolvedTenant RefuseUnusable(WebhookEndpoint endpoint, TenantAuthenticators authenticators)
    {
        Log.TenantUnusable(logger, endpoint.Provider.Name, endpoint.Name);
        return new ResolvedTenant(null, authenticators.Unknown);
    }
}
