using System.Collections.Concurrent;

namespace Webhooks.Receiver;

/// <summary>
/// Caches the authenticators of one endpoint's tenants by their secrets. For every tenant, known or not, a forgery is compared
/// with the same number of MACs: random keys replace missing secrets. So neither the answer nor its time shows which tenants
/// exist. Thread-safe.
/// </summary>
internal sealed class TenantAuthenticators
{
    /// <summary>The cache's size. Each authenticator has native hash states; if the cache is full, all are discarded.</summary>
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<(string? First, string? Second, string? Third), DeliveryAuthenticator> _bySecrets = new();
    private readonly Func<IReadOnlyList<string>, DeliveryAuthenticator> _create;
    private readonly Func<string, bool> _isUsable;
    private readonly bool _requiresSecrets;

    private TenantAuthenticators(
        DeliveryAuthenticator unknown, Func<IReadOnlyList<string>, DeliveryAuthenticator> create, Func<string, bool> isUsable, bool requiresSecrets)
    {
        Unknown = unknown;
        (_create, _isUsable, _requiresSecrets) = (create, isUsable, requiresSecrets);
    }

    /// <summary>The authenticator for unknown tenants. It refuses every delivery.</summary>
    public DeliveryAuthenticator Unknown { get; }

    public static TenantAuthenticators Create(SignatureScheme scheme, MergedSettings merged, TimeProvider timeProvider)
    {
        SignatureKey[] randomKeys = SignatureKey.CreateRandom(scheme, WebhookTenant.MaxSecrets);
        SignatureAuthenticator CreateOne(IReadOnlyList<string> secrets) =>
            new(SignatureVerifier.ForTenant(scheme, secrets, randomKeys, timeProvider, merged.Tolerance.Value), merged.PublicUrl.Value);
        return new TenantAuthenticators(CreateOne([]), CreateOne, scheme.IsUsableSecret, requiresSecrets: true);
    }

    public static TenantAuthenticators Create(WebhookAuthenticator authenticator, MergedSettings merged) => new(
        CustomAuthenticator.ForUnknownTenant(authenticator, merged.Tolerance.Value, merged.PublicUrl.Value, merged.UsesRequestUrl),
        secrets => new CustomAuthenticator(authenticator, secrets, merged.Tolerance.Value, merged.PublicUrl.Value, merged.UsesRequestUrl),
        secret => CustomAuthenticator.IsUsable(authenticator, secret),
        authenticator.RequiresSecrets);

    /// <returns>Null if the tenant has no secret, although one is needed, or one that cannot be used.</returns>
    public DeliveryAuthenticator? Find(WebhookTenant tenant)
    {
        IReadOnlyList<string> secrets = tenant.Secrets;
        if (secrets.Count == 0 && _requiresSecrets)
        {
            return null;
        }

        (string?, string?, string?) key = (secrets.ElementAtOrDefault(0), secrets.ElementAtOrDefault(1), secrets.ElementAtOrDefault(2));
        if (_bySecrets.TryGetValue(key, out DeliveryAuthenticator? kept))
        {
            return kept;
        }

        if (!secrets.All(_isUsable))
        {
            return null;
        }

        if (_bySecrets.Count >= Capacity)
        {
            DiscardAll();
        }

        return _bySecrets.GetOrAdd(key, _create(secrets));
    }

    private void DiscardAll()
    {
        foreach (((string?, string?, string?) key, _) in _bySecrets)
        {
            if (_bySecrets.TryRemove(key, out DeliveryAuthenticator? removed))
            {
                (removed as SignatureAuthenticator)?.Verifier.DiscardIdleStates();
            }
        }
    }
}
