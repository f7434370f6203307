namespace Webhooks.Receiver.Cue;

/// <summary>An ad was displayed to a user (<c>ad.impression</c>).</summary>
public sealed record CueAdImpression : CueEvent
{
    /// <inheritdoc/>
    public override string Type => CueEventTypes.AdImpression;

    /// <summary>The data of the event.</summary>
    public required CueAdImpressionData Data { get; init; }
}
