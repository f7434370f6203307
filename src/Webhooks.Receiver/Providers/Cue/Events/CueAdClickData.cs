using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>The data of <c>ad.click</c>.</summary>
public sealed record CueAdClickData : WebhookObject
{
    /// <summary>The ad's id, such as <c>ad-123</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string AdId { get; init; }

    /// <summary>The campaign's id, such as <c>campaign-456</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string CampaignId { get; init; }

    /// <summary>The click's id, such as <c>click-xyz</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string ClickId { get; init; }

    /// <summary>The user's id as the publisher passed it on; null if it did not.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? UserId { get; init; }

    /// <summary>The session's id as the publisher passed it on; null if it did not.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? SessionId { get; init; }

    /// <summary>The address that the click led to.</summary>
    public string? LandingUrl { get; init; }

    /// <summary>The conversation around the ad.</summary>
    public CueAdContext? Context { get; init; }

    /// <summary>Where the click came from.</summary>
    public CueAdMetadata? Metadata { get; init; }
}
