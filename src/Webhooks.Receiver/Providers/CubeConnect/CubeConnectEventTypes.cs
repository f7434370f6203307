namespace Webhooks.Receiver.CubeConnect;

/// <summary>The event types that CubeConnect lists, and the test that its dashboard sends.</summary>
public static class CubeConnectEventTypes
{
    /// <summary>The status of a sent message changed.</summary>
    public const string MessageStatusUpdated = "message.status_updated";

    /// <summary>A customer sent a message.</summary>
    public const string MessageReceived = "message.received";

    /// <summary>A campaign was created.</summary>
    public const string CampaignCreated = "campaign.created";

    /// <summary>A campaign started to send.</summary>
    public const string CampaignStarted = "campaign.started";

    /// <summary>A campaign has sent everything.</summary>
    public const string CampaignCompleted = "campaign.completed";

    /// <summary>A template was submitted for review.</summary>
    public const string TemplateSubmitted = "template.submitted";

    /// <summary>A template's review status changed.</summary>
    public const string TemplateStatusChanged = "template.status_changed";

    /// <summary>A customer started a flow.</summary>
    public const string FlowSessionStarted = "flow.session_started";

    /// <summary>A customer completed a flow.</summary>
    public const string FlowSessionCompleted = "flow.session_completed";

    /// <summary>A customer cancelled a flow.</summary>
    public const string FlowSessionCancelled = "flow.session_cancelled";

    /// <summary>A customer blocked or reported the account.</summary>
    public const string AccountQualityEvent = "account.quality_event";

    /// <summary>A test sent from the dashboard.</summary>
    public const string WebhookTest = "webhook.test";
}
