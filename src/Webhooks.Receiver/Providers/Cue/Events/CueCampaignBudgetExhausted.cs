namespace Webhooks.Receiver.Cue;

/// <summary>A campaign's budget was fully spent (<c>campaign.budget_exhausted</c>).</summary>
public sealed record CueCampaignBudgetExhausted : CueEvent
{
    /// <inheritdoc/>
    public override string Type => CueEventTypes.CampaignBudgetExhausted;

    /// <summary>The data of the event.</summary>
    public required CueCampaignBudgetExhaustedData Data { get; init; }
}
