using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>The data of <c>campaign.created</c>.</summary>
public sealed record CueCampaignCreatedData : WebhookObject
{
    /// <summary>The campaign's id, such as <c>campaign-456</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string CampaignId { get; init; }

    /// <summary>The campaign's name.</summary>
    public string? CampaignName { get; init; }

    /// <summary>The budget. The currency is not part of the event.</summary>
    public required decimal Budget { get; init; }

    /// <summary>The budget of one day.</summary>
    public decimal? DailyBudget { get; init; }

    /// <summary>The campaign's status.</summary>
    public CueCampaignStatus? Status { get; init; }

    /// <summary>The target audience of the campaign.</summary>
    public CueTargetAudience? TargetAudience { get; init; }
}
