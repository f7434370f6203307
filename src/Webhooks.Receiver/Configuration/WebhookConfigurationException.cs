namespace Webhooks.Receiver;

/// <summary>Settings are missing or wrong; events could be forged, lost or repeated. The message says what to set.</summary>
public sealed class WebhookConfigurationException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="errors">The errors, as sentences.</param>
    public WebhookConfigurationException(IReadOnlyList<string> errors)
        : base(string.Join(Environment.NewLine, errors ?? [])) => Errors = errors ?? [];

    /// <summary>The errors, as sentences that quote no secret.</summary>
    public IReadOnlyList<string> Errors { get; }
}
