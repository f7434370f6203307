using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>The data of <c>ad.impression</c>.</summary>
public sealed record CueAdImpressionData : WebhookObject
{
    /// <summary>The ad's id, such as <c>ad-123</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string AdId { get; init; }

    /// <summary>The campaign's id, such as <c>campaign-456</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string CampaignId { get; init; }

    /// <summary>The user's id as the publisher passed it on; null if it did not.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? UserId { get; init; }

    /// <summary>The session's id as the publisher passed it on; null if it did not.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? SessionId { get; init; }

    /// <summary>The conversation around the ad.</summary>
    public CueAdContext? Context { get; init; }

    /// <summary>The position of the ad.</summary>
    public CuePlacement? Placement { get; init; }

    /// <summary>Where the impression came from.</summary>
    public CueAdMetadata? Metadata { get; init; }
}
