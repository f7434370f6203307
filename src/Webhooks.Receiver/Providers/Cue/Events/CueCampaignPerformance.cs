namespace Webhooks.Receiver.Cue;

/// <summary>How a campaign did.</summary>
public sealed record CueCampaignPerformance : WebhookObject
{
    /// <summary>How often its ads were displayed.</summary>
    public long? Impressions { get; init; }

    /// <summary>How often they were clicked.</summary>
    public long? Clicks { get; init; }

    /// <summary>How many conversions were tracked.</summary>
    public long? Conversions { get; init; }

    /// <summary>The click-through rate in percent: 500 clicks of 25,000 impressions are 2.0. Inferred from the published example.</summary>
    public decimal? Ctr { get; init; }

    /// <summary>What a click cost on average: spent divided by clicks. Inferred from the published example.</summary>
    public decimal? AverageCpb { get; init; }
}
