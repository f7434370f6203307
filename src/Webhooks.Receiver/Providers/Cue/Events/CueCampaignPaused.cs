using System.Text.Json;

namespace Webhooks.Receiver.Cue;

/// <summary>A campaign was paused (<c>campaign.paused</c>). Cue lists the type and publishes no payload.</summary>
public sealed record CueCampaignPaused : CueEvent
{
    /// <inheritdoc/>
    public override string Type => CueEventTypes.CampaignPaused;

    /// <summary>The data as raw JSON, because its members are not documented.</summary>
    public required JsonElement Data { get; init; }
}
