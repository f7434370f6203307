using System.Text;
using System.Text.Json;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// What Cue sends, as UTF-8 bytes: the published examples (docs.oncue.ad/docs/reference/webhooks, "Event Types and Payloads")
/// and, for the types without one, the documented envelope. Every call gives a new array.
/// </summary>
/// <remarks>The id identifies the event: pass a fresh one wherever a delivery must not count as a duplicate.</remarks>
public static class CueSamplePayloads
{
    private const string EnvelopeId = "evt_1234567890";
    private const string ImpressionId = "evt_1234567890";
    private const string ClickId = "evt_1234567891";
    private const string ConversionId = "evt_1234567892";
    private const string BudgetExhaustedId = "evt_1234567893";
    private const string CreatedId = "evt_1234567894";

    /// <summary>The eight types that Cue lists, each of which <see cref="Create"/> has a payload for.</summary>
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
    /// <param name="eventType">The type as on the wire, such as <c>ad.click</c>.</param>
    /// <param name="id">The event's id; the published one where null.</param>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType switch
        {
            CueEventTypes.AdImpression => AdImpression(id ?? ImpressionId),
            CueEventTypes.AdClick => AdClick(id ?? ClickId),
            CueEventTypes.AdConversion => AdConversion(id ?? ConversionId),
            CueEventTypes.CampaignBudgetExhausted => CampaignBudgetExhausted(id ?? BudgetExhaustedId),
            CueEventTypes.CampaignCreated => CampaignCreated(id ?? CreatedId),
            _ => Envelope(eventType, id ?? EnvelopeId),
        };
    }

    /// <summary>The published <c>ad.impression</c>.</summary>
    /// <param name="id">The event's id.</param>
    public static byte[] AdImpression(string id = ImpressionId) => Utf8($$"""
        {
          "id": {{Json(id)}},
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
    /// <param name="id">The event's id.</param>
    public static byte[] AdClick(string id = ClickId) => Utf8($$"""
        {
          "id": {{Json(id)}},
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
    /// <param name="id">The event's id.</param>
    public static byte[] AdConversion(string id = ConversionId) => Utf8($$"""
        {
          "id": {{Json(id)}},
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
    /// <param name="id">The event's id.</param>
    public static byte[] CampaignBudgetExhausted(string id = BudgetExhaustedId) => Utf8($$"""
        {
          "id": {{Json(id)}},
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
    /// <param name="id">The event's id.</param>
    public static byte[] CampaignCreated(string id = CreatedId) => Utf8($$"""
        {
          "id": {{Json(id)}},
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

    /// <summary>The envelope of a <c>campaign.updated</c>, whose data nobody publishes: an empty object.</summary>
    /// <param name="id">The event's id.</param>
    public static byte[] CampaignUpdated(string id = EnvelopeId) => Envelope(CueEventTypes.CampaignUpdated, id);

    /// <summary>The envelope of a <c>campaign.paused</c>, whose data nobody publishes: an empty object.</summary>
    /// <param name="id">The event's id.</param>
    public static byte[] CampaignPaused(string id = EnvelopeId) => Envelope(CueEventTypes.CampaignPaused, id);

    /// <summary>The envelope of an <c>account.billing</c>, whose data nobody publishes: an empty object.</summary>
    /// <param name="id">The event's id.</param>
    public static byte[] AccountBilling(string id = EnvelopeId) => Envelope(CueEventTypes.AccountBilling, id);

    /// <summary>The envelope of a type that Cue does not list: what a receiver sees when Cue adds one.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="eventType">The type.</param>
    public static byte[] Unknown(string id = EnvelopeId, string eventType = "ad.unheard_of") => Envelope(eventType, id);

    private static byte[] Envelope(string eventType, string id) => Utf8($$"""
        {
          "id": {{Json(id)}},
          "type": {{Json(eventType)}},
          "created": "2024-01-15T10:30:00Z",
          "data": {},
          "api_version": "v1"
        }
        """);

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);
}
