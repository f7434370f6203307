using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A campaign started to send (<c>campaign.started</c>).</summary>
public sealed record CubeConnectCampaignStarted : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.CampaignStarted;

    /// <summary>The campaign's name.</summary>
    public string? Name { get; init; }

    /// <summary>The campaign's id. Inferred; not in the published samples.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? CampaignId { get; init; }

    /// <summary>How many messages were sent.</summary>
    public long? SentCount { get; init; }

    /// <summary>How many could not be sent.</summary>
    public long? FailedCount { get; init; }
}
