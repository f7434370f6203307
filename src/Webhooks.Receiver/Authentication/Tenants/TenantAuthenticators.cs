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

    private readonly ConcurrentDictionary<(string First, string? Second, string? Third), SignatureAuthenticator> _bySecrets = new();
    private readonly SignatureScheme _scheme;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan? _tolerance;
    private readonly string? _publicUrl;
    private readonly SignatureKey[] _randomKeys;

    public TenantAuthenticators(SignatureScheme scheme, TimeProvider timeProvider, TimeSpan? tolerance, string? publicUrl)
    {
        (_scheme, _timeProvider, _tolerance, _publicUrl) = (scheme, timeProvider, tolerance, publicUrl);
        _randomKeys = SignatureKey.CreateRandom(scheme, WebhookTenant.MaxSecrets);
        Unknown = Create([]);
    }

    /// <summary>The authenticator for unknown tenants. It refuses every delivery.</summary>
    public SignatureAuthenticator Unknown { get; }

    /// <returns>Null if the tenant has no secret, or one that is blank or not in the scheme's encoding.</returns>
    public SignatureAuthenticator? Find(WebhookTenant tenant)
    {
        IReadOnlyList<string> secrets = tenant.Secrets;
        if (secrets.Count == 0)
        {
            return null;
        }

        (string, string?, string?) key = (secrets[0], secrets.ElementAtOrDefault(1), secrets.ElementAtOrDefault(2));
        if (_bySecrets.TryGetValue(key, out SignatureAuthenticator? kept))
        {
            return kept;
        }

        if (secrets.Any(secret => !_scheme.IsUsableSecret(secret)))
        {
            return null;
        }

        if (_bySecrets.Count >= Capacity)
        {
            DiscardAll();
        }

        SignatureAuthenticator created = Create(secrets);
        return _bySecrets.GetOrAdd(key, created);
    }

    private void DiscardAll()
    {
        foreach (((string, string?, string?) key, _) in _bySecrets)
        {
            if (_bySecrets.TryRemove(key, out SignatureAuthenticator? removed))
            {
                removed.Verifier.DiscardIdleStates();
            }
        }
    }

    private SignatureAuthenticator Create(IReadOnlyList<string> secrets) =>
        new(SignatureVerifier.ForTenant(_scheme, secrets, _randomKeys, _timeProvider, _tolerance), _publicUrl);
}
