namespace Webhooks.Receiver.Cue;

/// <summary>A user clicked on an ad (<c>ad.click</c>).</summary>
public sealed record CueAdClick : CueEvent
{
    /// <inheritdoc/>
    public override string Type => CueEventTypes.AdClick;

    /// <summary>The data of the event.</summary>
    public required CueAdClickData Data { get; init; }
}
