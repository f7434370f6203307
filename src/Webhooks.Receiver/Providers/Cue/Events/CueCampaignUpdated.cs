using System.Text.Json;

namespace Webhooks.Receiver.Cue;

/// <summary>A campaign was modified (<c>campaign.updated</c>). Cue lists the type and publishes no payload.</summary>
public sealed record CueCampaignUpdated : CueEvent
{
    /// <inheritdoc/>
    public override string Type => CueEventTypes.CampaignUpdated;

    /// <summary>The data as raw JSON, because its members are not documented.</summary>
    public required JsonElement Data { get; init; }
}
