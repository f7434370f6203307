namespace Webhooks.Receiver;

/// <summary>The app is set up in a way that could forge, lose or repeat deliveries. The message says what to set.</summary>
public sealed class WebhookConfigurationException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="errors">What is wrong, in sentences.</param>
    public WebhookConfigurationException(IReadOnlyList<string> errors)
        : base(string.Join(Environment.NewLine, errors ?? [])) => Errors = errors ?? [];

    /// <summary>What is wrong, in sentences that quote no secret.</summary>
    public IReadOnlyList<string> Errors { get; }
}
