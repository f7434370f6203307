using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>The data of <c>campaign.budget_exhausted</c>.</summary>
public sealed record CueCampaignBudgetExhaustedData : WebhookObject
{
    /// <summary>The campaign's id, such as <c>campaign-456</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string CampaignId { get; init; }

    /// <summary>The campaign's name.</summary>
    public string? CampaignName { get; init; }

    /// <summary>The budget. The currency is not part of the event.</summary>
    public required decimal Budget { get; init; }

    /// <summary>The amount that is spent.</summary>
    public required decimal Spent { get; init; }

    /// <summary>The results of the campaign.</summary>
    public CueCampaignPerformance? Performance { get; init; }
}
