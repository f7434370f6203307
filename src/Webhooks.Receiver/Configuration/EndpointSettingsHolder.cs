namespace Webhooks.Receiver;

/// <summary>The settings in force for one endpoint, replaced as a whole.</summary>
internal sealed class EndpointSettingsHolder(WebhookSettingsSource source, EndpointSettings settings)
{
    private volatile EndpointSettings _current = settings;

    /// <summary>Who keeps them: an endpoint may be used by several receivers.</summary>
    public WebhookSettingsSource Source => source;

    public EndpointSettings Current
    {
        get => _current;
        set => _current = value;
    }
}
