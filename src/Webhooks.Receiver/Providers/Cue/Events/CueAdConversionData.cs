using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>The data of <c>ad.conversion</c>.</summary>
public sealed record CueAdConversionData : WebhookObject
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

    /// <summary>The conversion's id, such as <c>conv-def</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string ConversionId { get; init; }

    /// <summary>The user's id as the publisher passed it on; null if it did not.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? UserId { get; init; }

    /// <summary>What the user did.</summary>
    public CueConversionType? ConversionType { get; init; }

    /// <summary>The value of the conversion in <see cref="Currency"/>, such as 99.99.</summary>
    public required decimal ConversionValue { get; init; }

    /// <summary>The currency of the value, such as <c>USD</c>.</summary>
    public string? Currency { get; init; }

    /// <summary>When the conversion happened.</summary>
    public CueAdMetadata? Metadata { get; init; }
}
