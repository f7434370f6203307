namespace Webhooks.Receiver;

/// <summary>Whether the configuration in force is the latest one. From the service collection; thread-safe.</summary>
public sealed class WebhookConfigurationStatus
{
    private volatile IReadOnlyList<string> _rejected = [];

    /// <summary>
    /// What is wrong with a reloaded configuration that was rejected, so that the one before it is still in force; empty while the
    /// latest one is. Quotes no secret.
    /// </summary>
    public IReadOnlyList<string> Rejected
    {
        get => _rejected;
        internal set => _rejected = value;
    }
}
