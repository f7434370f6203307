using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// The authenticators of one endpoint's tenants, kept by their secrets. A forgery is compared with as many MACs whoever the tenant is,
/// known or not: missing secrets are replaced by random keys, so that neither the answer nor its time tells which tenants exist.
/// Thread-safe.
/// </summary>
internal sealed class TenantAuthenticators
{
    /// <summary>How many are kept. Each has native hash states; more tenants than this only cost the time to create them again.</summary>
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<(string First, string? Second, string? Third), SignatureAuthenticator> _bySecrets = new();
    private readonly SignatureScheme _scheme;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan? _tolerance;
    private readonly HmacKey[] _randomKeys;

    public TenantAuthenticators(SignatureScheme scheme, TimeProvider timeProvider, TimeSpan? tolerance)
    {
        (_scheme, _timeProvider, _tolerance) = (scheme, timeProvider, tolerance);
        _randomKeys = [.. Enumerable.Range(0, WebhookTenant.MaxSecrets).Select(_ => new HmacKey(RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes)))];
        Unknown = Create([]);
    }

    /// <summary>For tenants that nobody knows: no delivery passes.</summary>
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

        if (secrets.Any(secret => _scheme.SecretEncoding.TryDecode(secret) is null))
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
        new(SignatureVerifier.ForTenant(_scheme, secrets, _randomKeys, _timeProvider, _tolerance));
}
