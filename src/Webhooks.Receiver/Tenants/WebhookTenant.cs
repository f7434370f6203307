namespace Webhooks.Receiver;

/// <summary>One of several customers that share an endpoint, each with secrets of its own. Prints no secret.</summary>
public sealed class WebhookTenant
{
    /// <summary>Describes a tenant.</summary>
    /// <param name="id">What tells it from others: part of every key of its deliveries.</param>
    /// <param name="secrets">Its current secret first, then those being rotated out.</param>
    public WebhookTenant(string id, params IEnumerable<string> secrets)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(secrets);
        Id = id;
        Secrets = [.. secrets];
    }

    /// <summary>What tells it from others.</summary>
    public string Id { get; }

    internal IReadOnlyList<string> Secrets { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
