namespace Webhooks.Receiver;

/// <summary>Shows whether the latest configuration is in use. Comes from the service collection; thread-safe.</summary>
public sealed class WebhookConfigurationStatus
{
    private volatile IReadOnlyList<string> _rejected = [];

    /// <summary>
    /// The errors of the latest configuration, if it was rejected and an earlier one is still in use; empty if the latest one is
    /// in use. Quotes no secret.
    /// </summary>
    public IReadOnlyList<string> Rejected
    {
        get => _rejected;
        internal set => _rejected = value;
    }
}
