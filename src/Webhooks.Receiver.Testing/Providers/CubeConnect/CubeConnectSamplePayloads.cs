using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// What CubeConnect sends, as UTF-8 bytes: the published <c>message.status_updated</c> and <c>message.received</c> (CubeConnect's page
/// "Webhook Events"), and the other types with the members that its samples and SDKs use. Thread-safe.
/// </summary>
/// <remarks>
/// Each call without an id makes a new event. Pass the same id again for a retry of an event. CubeConnect has no id that all events
/// share: each method says which member has the id.
/// </remarks>
public static class CubeConnectSamplePayloads
{
    private const string Phone = "966501234567";

    /// <summary>The types that CubeConnect lists, each with a payload.</summary>
    public static IReadOnlyList<string> EventTypes { get; } =
    [
        CubeConnectEventTypes.MessageStatusUpdated,
        CubeConnectEventTypes.MessageReceived,
        CubeConnectEventTypes.CampaignCreated,
        CubeConnectEventTypes.CampaignStarted,
        CubeConnectEventTypes.CampaignCompleted,
        CubeConnectEventTypes.TemplateSubmitted,
        CubeConnectEventTypes.TemplateStatusChanged,
        CubeConnectEventTypes.FlowSessionStarted,
        CubeConnectEventTypes.FlowSessionCompleted,
        CubeConnectEventTypes.FlowSessionCancelled,
        CubeConnectEventTypes.AccountQualityEvent,
        CubeConnectEventTypes.WebhookTest,
    ];

    /// <summary>The payload of an event type; that of <see cref="Unknown"/> for a type that CubeConnect does not list.</summary>
    /// <param name="eventType">The type as CubeConnect writes it, such as <c>message.received</c>.</param>
    /// <param name="id">What tells the event from others; a new one if null.</param>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType switch
        {
            CubeConnectEventTypes.MessageStatusUpdated => MessageStatusUpdated(id),
            CubeConnectEventTypes.MessageReceived => MessageReceived(id),
            CubeConnectEventTypes.CampaignCreated => CampaignCreated(id),
            CubeConnectEventTypes.CampaignStarted => CampaignStarted(id),
            CubeConnectEventTypes.CampaignCompleted => CampaignCompleted(id),
            CubeConnectEventTypes.TemplateSubmitted => TemplateSubmitted(id),
            CubeConnectEventTypes.TemplateStatusChanged => TemplateStatusChanged(id),
            CubeConnectEventTypes.FlowSessionStarted => FlowSessionStarted(id),
            CubeConnectEventTypes.FlowSessionCompleted => FlowSessionCompleted(id),
            CubeConnectEventTypes.FlowSessionCancelled => FlowSessionCancelled(id),
            CubeConnectEventTypes.AccountQualityEvent => AccountQuality(id),
            CubeConnectEventTypes.WebhookTest => WebhookTest(id),
            _ => Unknown(id, eventType),
        };
    }

    /// <summary>The published <c>message.status_updated</c>.</summary>
    /// <param name="id">The <c>message_id</c>; a new one if null.</param>
    public static byte[] MessageStatusUpdated(string? id = null) => Event(CubeConnectEventTypes.MessageStatusUpdated, $"""
        "whatsapp_account_id":5,"message_id":{MessageId(id)},"status":"delivered","recipient":"{Phone}","errors":null
        """);

    /// <summary>The published <c>message.received</c>, with escapes as CubeConnect writes them.</summary>
    /// <param name="id">The <c>wa_message_id</c>; a new one if null.</param>
    public static byte[] MessageReceived(string? id = null) => Event(CubeConnectEventTypes.MessageReceived,
        $"\"whatsapp_account_id\":5,\"wa_message_id\":{MessageId(id)},\"from\":\"{Phone}\",\"sender_name\":\"Mohammed\","
        + """
        "type":"text","content":"\u0645\u0631\u062d\u0628\u0627 https:\/\/example.com\/x"
        """);

    /// <summary>A <c>campaign.created</c>, with the members that are known.</summary>
    /// <param name="id">The <c>campaign_id</c>; a new one if null.</param>
    public static byte[] CampaignCreated(string? id = null) => Event(CubeConnectEventTypes.CampaignCreated, Campaign(id));

    /// <summary>A <c>campaign.started</c>, with the members that are known.</summary>
    /// <param name="id">The <c>campaign_id</c>; a new one if null.</param>
    public static byte[] CampaignStarted(string? id = null) => Event(CubeConnectEventTypes.CampaignStarted, Campaign(id));

    /// <summary>A <c>campaign.completed</c>, with the members that are known.</summary>
    /// <param name="id">The <c>campaign_id</c>; a new one if null.</param>
    public static byte[] CampaignCompleted(string? id = null) =>
        Event(CubeConnectEventTypes.CampaignCompleted, $"{Campaign(id)},\"sent_count\":950,\"failed_count\":50");

    /// <summary>A <c>template.submitted</c>, with the members that are known.</summary>
    /// <param name="id">The <c>template_name</c>; a new one if null.</param>
    public static byte[] TemplateSubmitted(string? id = null) => Event(CubeConnectEventTypes.TemplateSubmitted, Template(id, "pending"));

    /// <summary>A <c>template.status_changed</c> to <c>rejected</c>, with the members that are known.</summary>
    /// <param name="id">The <c>template_name</c>; a new one if null.</param>
    public static byte[] TemplateStatusChanged(string? id = null) => Event(CubeConnectEventTypes.TemplateStatusChanged, Template(id, "rejected"));

    /// <summary>A <c>flow.session_started</c>, with the members that are known.</summary>
    /// <param name="id">The <c>flow_id</c>; a new one if null.</param>
    public static byte[] FlowSessionStarted(string? id = null) => Event(CubeConnectEventTypes.FlowSessionStarted, Flow(id));

    /// <summary>A <c>flow.session_completed</c>, with the members that are known.</summary>
    /// <param name="id">The <c>flow_id</c>; a new one if null.</param>
    public static byte[] FlowSessionCompleted(string? id = null) => Event(CubeConnectEventTypes.FlowSessionCompleted, Flow(id));

    /// <summary>A <c>flow.session_cancelled</c>, with the members that are known.</summary>
    /// <param name="id">The <c>flow_id</c>; a new one if null.</param>
    public static byte[] FlowSessionCancelled(string? id = null) => Event(CubeConnectEventTypes.FlowSessionCancelled, Flow(id));

    /// <summary>An <c>account.quality_event</c> of a recipient who blocks, with the members that are known.</summary>
    /// <param name="id">The <c>user_phone</c>; a new one if null.</param>
    public static byte[] AccountQuality(string? id = null) =>
        Event(CubeConnectEventTypes.AccountQualityEvent, $"\"type\":\"block\",\"user_phone\":{SampleJson.Text(id ?? SampleJson.NewDigits("9665", 8))}");

    /// <summary>The <c>webhook.test</c> of the dashboard: the envelope alone.</summary>
    /// <param name="id">The <c>tenant_id</c>; a new one if null.</param>
    public static byte[] WebhookTest(string? id = null) => Unknown(id, CubeConnectEventTypes.WebhookTest);

    /// <summary>The envelope of a type that CubeConnect does not list: what a receiver sees when CubeConnect adds one.</summary>
    /// <param name="id">The <c>tenant_id</c>; a new one if null.</param>
    /// <param name="eventType">The type.</param>
    public static byte[] Unknown(string? id = null, string eventType = "message.unheard_of") => SampleJson.Utf8(
        $$"""{"event":{{SampleJson.Text(eventType)}},"tenant_id":{{Ulid(id)}},"timestamp":"2026-03-10T14:30:00+03:00"}""");

    private static byte[] Event(string eventType, string members) => SampleJson.Utf8(
        $$"""{"event":"{{eventType}}","tenant_id":1,"timestamp":"2026-03-10T14:30:00+03:00",{{members}}}""");

    private static string Campaign(string? id) => $"\"name\":\"Spring sale\",\"campaign_id\":{Ulid(id)}";

    private static string Template(string? id, string status) =>
        $"\"template_name\":{SampleJson.Text(id ?? SampleJson.NewHex("order_update_", length: 8))},\"status\":\"{status}\"";

    private static string Flow(string? id) => $"\"customer_phone\":\"{Phone}\",\"flow_id\":{Ulid(id)}";

    private static string MessageId(string? id) => SampleJson.Text(id ?? SampleJson.NewHex("wamid."));

    private static string Ulid(string? id) => SampleJson.Text(id ?? SampleJson.NewUlid());
}
