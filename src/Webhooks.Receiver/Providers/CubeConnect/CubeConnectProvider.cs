using System.Text.Json;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>CubeConnect: its scheme, its sender and its event types. The README in this folder has the source of each fact.</summary>
internal sealed class CubeConnectProvider : JsonWebhookProvider<CubeConnectEvent>
{
    public CubeConnectProvider()
        : base(CubeConnectJsonContext.Default, new Dictionary<string, Type>
        {
            [CubeConnectEventTypes.MessageStatusUpdated] = typeof(CubeConnectMessageStatusUpdated),
            [CubeConnectEventTypes.MessageReceived] = typeof(CubeConnectMessageReceived),
            [CubeConnectEventTypes.CampaignCreated] = typeof(CubeConnectCampaignCreated),
            [CubeConnectEventTypes.CampaignStarted] = typeof(CubeConnectCampaignStarted),
            [CubeConnectEventTypes.CampaignCompleted] = typeof(CubeConnectCampaignCompleted),
            [CubeConnectEventTypes.TemplateSubmitted] = typeof(CubeConnectTemplateSubmitted),
            [CubeConnectEventTypes.TemplateStatusChanged] = typeof(CubeConnectTemplateStatusChanged),
            [CubeConnectEventTypes.FlowSessionStarted] = typeof(CubeConnectFlowSessionStarted),
            [CubeConnectEventTypes.FlowSessionCompleted] = typeof(CubeConnectFlowSessionCompleted),
            [CubeConnectEventTypes.FlowSessionCancelled] = typeof(CubeConnectFlowSessionCancelled),
            [CubeConnectEventTypes.AccountQualityEvent] = typeof(CubeConnectAccountQuality),
            [CubeConnectEventTypes.WebhookTest] = typeof(CubeConnectWebhookTest),
        })
    {
    }

    public override string Name => "cubeconnect";

    public override string ConfigurationSection => "CubeConnect";

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = "X-Webhook-Signature",
        Timestamp = SignatureTimestamp.InHeader("X-Webhook-Timestamp", TimestampFormats.Iso8601 | TimestampFormats.UnixSeconds),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(10),
        LongestRetryWindow = TimeSpan.FromMinutes(2), // three retries 10 s apart, and a deadline for each attempt
        IsLongestRetryWindowDocumented = true,
        ShortestRetryWindow = TimeSpan.FromSeconds(30),
        DefaultLease = TimeSpan.FromSeconds(15),
    };

    protected override string TypeMember => "event";

    protected override CubeConnectEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new CubeConnectUnknownEvent(type)
    {
        TenantId = JsonBody.GetId(json, "tenant_id"),
        Timestamp = JsonBody.GetTime(json, "timestamp"),
        Json = json,
        ReadError = readError,
    };

    /// <summary>The identity is not type and time, as the documentation suggests: two messages in one second would be the same event.</summary>
    protected override WebhookParseResult<CubeConnectEvent> Identify(CubeConnectEvent webhookEvent, WebhookPayload payload) =>
        WebhookParseResult<CubeConnectEvent>.Parsed(
            webhookEvent,
            webhookEvent switch
            {
                CubeConnectMessageStatusUpdated e => DeliveryIdentity.FromSigned(e.MessageId, e.Status.Value),
                CubeConnectMessageReceived e => DeliveryIdentity.FromSigned(e.MessageId),
                _ => DeliveryIdentity.FromBody(payload.Body),
            },
            webhookEvent.Timestamp);
}
