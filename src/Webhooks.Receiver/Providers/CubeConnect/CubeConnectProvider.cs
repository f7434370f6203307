using System.Text.Json;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>CubeConnect as a declaration; where each fact comes from stands in the README beside this file.</summary>
internal sealed class CubeConnectProvider : JsonWebhookProvider<CubeConnectEvent>
{
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

    protected override ReadOnlySpan<byte> TypeMember => "event"u8;

    protected override CubeConnectEvent? ReadKnown(string type, ReadOnlySpan<byte> body, out WebhookReadError? error)
    {
        CubeConnectJsonContext json = CubeConnectJsonContext.Default;
        error = null;
        return type switch
        {
            CubeConnectEventTypes.MessageStatusUpdated => JsonBody.Read(body, json.CubeConnectMessageStatusUpdated, out error),
            CubeConnectEventTypes.MessageReceived => JsonBody.Read(body, json.CubeConnectMessageReceived, out error),
            CubeConnectEventTypes.CampaignCreated => JsonBody.Read(body, json.CubeConnectCampaignCreated, out error),
            CubeConnectEventTypes.CampaignStarted => JsonBody.Read(body, json.CubeConnectCampaignStarted, out error),
            CubeConnectEventTypes.CampaignCompleted => JsonBody.Read(body, json.CubeConnectCampaignCompleted, out error),
            CubeConnectEventTypes.TemplateSubmitted => JsonBody.Read(body, json.CubeConnectTemplateSubmitted, out error),
            CubeConnectEventTypes.TemplateStatusChanged => JsonBody.Read(body, json.CubeConnectTemplateStatusChanged, out error),
            CubeConnectEventTypes.FlowSessionStarted => JsonBody.Read(body, json.CubeConnectFlowSessionStarted, out error),
            CubeConnectEventTypes.FlowSessionCompleted => JsonBody.Read(body, json.CubeConnectFlowSessionCompleted, out error),
            CubeConnectEventTypes.FlowSessionCancelled => JsonBody.Read(body, json.CubeConnectFlowSessionCancelled, out error),
            CubeConnectEventTypes.AccountQualityEvent => JsonBody.Read(body, json.CubeConnectAccountQuality, out error),
            CubeConnectEventTypes.WebhookTest => JsonBody.Read(body, json.CubeConnectWebhookTest, out error),
            _ => null,
        };
    }

    protected override CubeConnectEvent ReadUnknown(string type, JsonElement root, WebhookReadError? error) => new CubeConnectUnknownEvent(type)
    {
        TenantId = JsonBody.GetId(root, "tenant_id"),
        Timestamp = JsonBody.GetTime(root, "timestamp"),
        Json = root,
        ReadError = error,
    };

    /// <summary>Never by type and time, as its documentation suggests: two messages in one second would be one.</summary>
    protected override WebhookParseResult<CubeConnectEvent> Identify(CubeConnectEvent webhookEvent) =>
        WebhookParseResult<CubeConnectEvent>.Parsed(
            webhookEvent,
            webhookEvent switch
            {
                CubeConnectMessageStatusUpdated e => DeliveryIdentity.FromSigned(e.MessageId, e.Status.Value),
                CubeConnectMessageReceived e => DeliveryIdentity.FromSigned(e.MessageId),
                _ => DeliveryIdentity.OfBody,
            },
            webhookEvent.Timestamp);
}
