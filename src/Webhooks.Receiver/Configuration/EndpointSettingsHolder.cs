namespace Webhooks.Receiver;

/// <summary>The settings in force for one endpoint, replaced as a whole.</summary>
internal sealed class EndpointSettingsHolder(EndpointSettings settings)
{
    private volatile EndpointSettings _current = settings;

    public EndpointSettings Current
    {
        get => _current;
        set => _current = value;
    }
}
