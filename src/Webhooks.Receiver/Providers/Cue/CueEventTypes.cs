namespace Webhooks.Receiver.Cue;

/// <summary>The event types that Cue lists (docs.oncue.ad/docs/reference/webhooks, "Supported Events").</summary>
public static class CueEventTypes
{
    /// <summary>An ad was displayed to a user.</summary>
    public const string AdImpression = "ad.impression";

    /// <summary>A user clicked on an ad.</summary>
    public const string AdClick = "ad.click";

    /// <summary>A conversion was tracked for an ad.</summary>
    public const string AdConversion = "ad.conversion";

    /// <summary>A campaign was created.</summary>
    public const string CampaignCreated = "campaign.created";

    /// <summary>A campaign was modified.</summary>
    public const string CampaignUpdated = "campaign.updated";

    /// <summary>A campaign was paused.</summary>
    public const string CampaignPaused = "campaign.paused";

    /// <summary>A campaign's budget was fully spent.</summary>
    public const string CampaignBudgetExhausted = "campaign.budget_exhausted";

    /// <summary>A billing event: a payment or an invoice.</summary>
    public const string AccountBilling = "account.billing";
}
