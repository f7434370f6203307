namespace Webhooks.Receiver;

/// <summary>One of several customers that share an endpoint. Each has its own secrets. Prints no secret.</summary>
public sealed class WebhookTenant
{
    /// <summary>The most secrets of a tenant. A forgery is compared with as many MACs for every tenant.</summary>
    public const int MaxSecrets = 3;

    /// <summary>Creates a tenant.</summary>
    /// <param name="id">
    /// The tenant's id, case-sensitive; part of every idempotency key of its deliveries. Take it from your own data, not from the
    /// request: otherwise <c>/acme</c> and <c>/ACME</c> are two tenants, and one event is handled twice.
    /// </param>
    /// <param name="secrets">The current secret first, then those being rotated out; at most <see cref="MaxSecrets"/>.</param>
    /// <exception cref="ArgumentException">
    /// The id is missing or blank, or holds a NUL or a lone surrogate, or the secrets are null or too many. If this exception leaves a resolver, the
    /// delivery is refused like that of an unknown tenant.
    /// </exception>
    public WebhookTenant(string id, params IEnumerable<string> secrets)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            throw new UnusableTenantException("The id is missing or blank.", nameof(id));
        }

        if (id.Contains('\0') || WellFormedText.HasLoneSurrogate(id))
        {
            throw new UnusableTenantException("The id holds a NUL or a lone surrogate.", nameof(id)); // databases refuse them
        }

        Id = id;
        Secrets = [.. secrets ?? throw new UnusableTenantException("The secrets are missing.", nameof(secrets))];
        if (Secrets.Count > MaxSecrets)
        {
            throw new UnusableTenantException($"A tenant has {MaxSecrets} secrets at most.", nameof(secrets));
        }
    }

    /// <summary>The tenant's id, case-sensitive.</summary>
    public string Id { get; }

    internal IReadOnlyList<string> Secrets { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
