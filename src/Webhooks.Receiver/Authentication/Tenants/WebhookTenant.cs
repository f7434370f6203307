namespace Webhooks.Receiver;

/// <summary>One of several customers that share an endpoint, each with secrets of its own. Prints no secret.</summary>
public sealed class WebhookTenant
{
    /// <summary>The most secrets that a tenant may have. A forgery is compared with as many MACs whoever the tenant is, so that time tells nothing.</summary>
    public const int MaxSecrets = 3;

    /// <summary>Describes a tenant.</summary>
    /// <param name="id">
    /// Identifies the tenant, case included: part of every idempotency key of its deliveries. Take it from your own records and not from
    /// the request, or <c>/acme</c> and <c>/ACME</c> are two tenants that handle one event twice.
    /// </param>
    /// <param name="secrets">Its current secret first, then those being rotated out; <see cref="MaxSecrets"/> at most.</param>
    /// <exception cref="ArgumentException">The id is blank or holds a lone surrogate, or there are too many secrets.</exception>
    public WebhookTenant(string id, params IEnumerable<string> secrets)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(secrets);
        if (WellFormedText.HasLoneSurrogate(id))
        {
            throw new ArgumentException("The id holds a lone surrogate.", nameof(id));
        }

        Id = id;
        Secrets = [.. secrets];
        if (Secrets.Count > MaxSecrets)
        {
            throw new ArgumentException($"A tenant has {MaxSecrets} secrets at most.", nameof(secrets));
        }
    }

    /// <summary>Identifies the tenant, case included.</summary>
    public string Id { get; }

    internal IReadOnlyList<string> Secrets { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
