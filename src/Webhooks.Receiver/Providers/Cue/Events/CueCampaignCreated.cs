namespace Webhooks.Receiver.Cue;

/// <summary>A campaign was created (<c>campaign.created</c>).</summary>
public sealed record CueCampaignCreated : CueEvent
{
    /// <inheritdoc/>
    public override string Type => CueEventTypes.CampaignCreated;

    /// <summary>The data of the event.</summary>
    public required CueCampaignCreatedData Data { get; init; }
}
