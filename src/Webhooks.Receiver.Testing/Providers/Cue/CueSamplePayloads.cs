using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// What Cue sends, as UTF-8 bytes: the published examples (docs.oncue.ad/docs/reference/webhooks, "Event Types and Payloads")
/// and, for the types without one, the documented envelope. Thread-safe.
/// </summary>
/// <remarks>Each call without an id makes a new event. Pass the same id again for a retry of an event.</remarks>
public static class CueSamplePayloads
{
    /// <summary>The eight types that Cue lists, each with a payload.</summary>
    public static IReadOnlyList<string> EventTypes { get; } =
    [
        CueEventTypes.AdImpression,
        CueEventTypes.AdClick,
        CueEventTypes.AdConversion,
        CueEventTypes.CampaignCreated,
        CueEventTypes.CampaignUpdated,
        CueEventTypes.CampaignPaused,
        CueEventTypes.CampaignBudgetExhausted,
        CueEventTypes.AccountBilling,
    ];

    /// <summary>The payload of an event type; that of <see cref="Unknown"/> for a type that Cue does not list.</summary>
    /// <param name="eventType">The type as Cue writes it, such as <c>ad.click</c>.</param>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType switch
        {
            CueEventTypes.AdImpression => AdImpression(id),
            CueEventTypes.AdClick => AdClick(id),
            CueEventTypes.AdConversion => AdConversion(id),
            CueEventTypes.CampaignBudgetExhausted => CampaignBudgetExhausted(id),
            CueEventTypes.CampaignCreated => CampaignCreated(id),
            _ => Envelope(eventType, id),
        };
    }

    /// <summary>The published <c>ad.impression</c>.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] AdImpression(string? id = null) => SampleJson.Utf8($$"""
        {
          "id": {{Id(id)}},
          "type": "ad.impression",
          "created": "2024-01-15T10:30:00Z",
          "data": {
            "ad_id": "ad-123",
            "campaign_id": "campaign-456",
            "user_id": "user-789",
            "session_id": "session-abc",
            "context": {
              "conversation": "User asking about project management tools",
              "user_query": "What are good options for small teams?"
            },
            "placement": {
              "type": "inline",
              "position": "after_response"
            },
            "metadata": {
              "user_agent": "Mozilla/5.0...",
              "ip_address": "192.168.1.1",
              "timestamp": "2024-01-15T10:30:00Z"
            }
          }
        }
        """);

    /// <summary>The published <c>ad.click</c>.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] AdClick(string? id = null) => SampleJson.Utf8($$"""
        {
          "id": {{Id(id)}},
          "type": "ad.click",
          "created": "2024-01-15T10:35:00Z",
          "data": {
            "ad_id": "ad-123",
            "campaign_id": "campaign-456",
            "click_id": "click-xyz",
            "user_id": "user-789",
            "session_id": "session-abc",
            "landing_url": "https://example.com/signup?ref=cue",
            "context": {
              "conversation": "User asking about project management tools",
              "user_query": "What are good options for small teams?"
            },
            "metadata": {
              "user_agent": "Mozilla/5.0...",
              "ip_address": "192.168.1.1",
              "timestamp": "2024-01-15T10:35:00Z"
            }
          }
        }
        """);

    /// <summary>The published <c>ad.conversion</c>.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] AdConversion(string? id = null) => SampleJson.Utf8($$"""
        {
          "id": {{Id(id)}},
          "type": "ad.conversion",
          "created": "2024-01-15T11:00:00Z",
          "data": {
            "ad_id": "ad-123",
            "campaign_id": "campaign-456",
            "click_id": "click-xyz",
            "conversion_id": "conv-def",
            "user_id": "user-789",
            "conversion_type": "signup",
            "conversion_value": 99.99,
            "currency": "USD",
            "metadata": {
              "timestamp": "2024-01-15T11:00:00Z"
            }
          }
        }
        """);

    /// <summary>The published <c>campaign.budget_exhausted</c>.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] CampaignBudgetExhausted(string? id = null) => SampleJson.Utf8($$"""
        {
          "id": {{Id(id)}},
          "type": "campaign.budget_exhausted",
          "created": "2024-01-15T12:00:00Z",
          "data": {
            "campaign_id": "campaign-456",
            "campaign_name": "Tech Product Launch",
            "budget": 10000,
            "spent": 10000,
            "performance": {
              "impressions": 25000,
              "clicks": 500,
              "conversions": 45,
              "ctr": 2.0,
              "average_cpb": 20.0
            }
          }
        }
        """);

    /// <summary>The published <c>campaign.created</c>.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] CampaignCreated(string? id = null) => SampleJson.Utf8($$"""
        {
          "id": {{Id(id)}},
          "type": "campaign.created",
          "created": "2024-01-15T09:00:00Z",
          "data": {
            "campaign_id": "campaign-789",
            "campaign_name": "New Brand Campaign",
            "budget": 5000,
            "daily_budget": 200,
            "status": "active",
            "target_audience": {
              "keywords": ["technology", "innovation"],
              "demographics": {
                "age_range": "25-45"
              }
            }
          }
        }
        """);

    /// <summary>The envelope of a <c>campaign.updated</c>, whose data is not published: an empty object.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] CampaignUpdated(string? id = null) => Envelope(CueEventTypes.CampaignUpdated, id);

    /// <summary>The envelope of a <c>campaign.paused</c>, whose data is not published: an empty object.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] CampaignPaused(string? id = null) => Envelope(CueEventTypes.CampaignPaused, id);

    /// <summary>The envelope of an <c>account.billing</c>, whose data is not published: an empty object.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] AccountBilling(string? id = null) => Envelope(CueEventTypes.AccountBilling, id);

    /// <summary>The envelope of a type that Cue does not list: what a receiver sees when Cue adds one.</summary>
    /// <param name="id">The event's id; a new one if null.</param>
    /// <param name="eventType">The type.</param>
    public static byte[] Unknown(string? id = null, string eventType = "ad.unheard_of") => Envelope(eventType, id);

    private static byte[] Envelope(string eventType, string? id) => SampleJson.Utf8($$"""
        {
          "id": {{Id(id)}},
          "type": {{SampleJson.Text(eventType)}},
          "created": "2024-01-15T10:30:00Z",
          "data": {},
          "api_version": "v1"
        }
        """);

    private static string Id(string? id) => SampleJson.Text(id ?? SampleJson.NewHex("evt_"));
}
