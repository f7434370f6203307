namespace Webhooks.Receiver.Cue;

/// <summary>The results of a campaign.</summary>
public sealed record CueCampaignPerformance : WebhookObject
{
    /// <summary>The number of times its ads were displayed.</summary>
    public long? Impressions { get; init; }

    /// <summary>The number of clicks on its ads.</summary>
    public long? Clicks { get; init; }

    /// <summary>The number of conversions.</summary>
    public long? Conversions { get; init; }

    /// <summary>The click-through rate in percent: 500 clicks of 25,000 impressions are 2.0. Inferred from the published example.</summary>
    public decimal? Ctr { get; init; }

    /// <summary>The average cost of a click: spent divided by clicks. Inferred from the published example.</summary>
    public decimal? AverageCpb { get; init; }
}
