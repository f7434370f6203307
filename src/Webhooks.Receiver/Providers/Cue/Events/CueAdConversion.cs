namespace Webhooks.Receiver.Cue;

/// <summary>A conversion was tracked for an ad (<c>ad.conversion</c>).</summary>
public sealed record CueAdConversion : CueEvent
{
    /// <inheritdoc/>
    public override string Type => CueEventTypes.AdConversion;

    /// <summary>The data of the event.</summary>
    public required CueAdConversionData Data { get; init; }
}
