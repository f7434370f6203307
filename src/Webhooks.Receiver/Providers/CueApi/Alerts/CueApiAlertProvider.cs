using System.Text.Json;

namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI's alerts. The README in the folder above has the source of each fact.</summary>
internal sealed class CueApiAlertProvider : JsonWebhookProvider<CueApiAlert>
{
    public CueApiAlertProvider()
        : base(CueApiAlertJsonContext.Default, new Dictionary<string, Type>
        {
            [CueApiAlertTypes.OutcomeTimeout] = typeof(CueApiOutcomeTimeout),
            [CueApiAlertTypes.VerificationFailed] = typeof(CueApiVerificationFailed),
            [CueApiAlertTypes.ConsecutiveFailures] = typeof(CueApiConsecutiveFailures),
        })
    {
    }

    public override string Name => "cueapi-alerts";

    public override string ConfigurationSection => "CueApiAlerts";

    public override IReadOnlyList<string> Headers { get; } = [CueApiHeaders.AlertId, CueApiHeaders.AlertType];

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = CueApiHeaders.Signature,
        AlternativeHeader = CueApiHeaders.AlertSignature,
        AlternativeTimestampHeader = CueApiHeaders.AlertTimestamp,
        Format = CueApiProvider.CueApiScheme.Format,
        Timestamp = CueApiProvider.CueApiScheme.Timestamp,
        SignedContent = CueApiProvider.CueApiScheme.SignedContent,
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(10),
        LongestRetryWindow = TimeSpan.Zero,
        IsLongestRetryWindowDocumented = true,
        ShortestRetryWindow = TimeSpan.FromSeconds(60), // nothing is retried: it only bounds the lease
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    protected override string TypeMember => "alert_type";

    protected override CueApiAlert CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new CueApiUnknownAlert(type)
    {
        AlertId = JsonBody.GetId(json, "alert_id") ?? "", // without an id, the body is malformed
        Severity = JsonBody.GetText(json, "severity") is { } severity ? CueApiAlertSeverity.From(severity) : null,
        Message = JsonBody.GetText(json, "message"),
        ExecutionId = JsonBody.GetId(json, "execution_id"),
        CueId = JsonBody.GetId(json, "cue_id"),
        CreatedAt = JsonBody.GetTime(json, "created_at"),
        Metadata = json.TryGetProperty("metadata"u8, out JsonElement metadata) ? metadata : default,
        Json = json,
        ReadError = readError,
    };

    protected override WebhookParseResult<CueApiAlert> Identify(CueApiAlert webhookEvent, WebhookPayload payload)
    {
        var id = DeliveryIdentity.FromSigned(webhookEvent.AlertId);
        return !id.IsNone && CueApiUnsignedHeaders.Contradicts(payload.Headers, CueApiHeaders.AlertId, webhookEvent.AlertId)
            ? WebhookParseResult<CueApiAlert>.IdentityMismatch
            : WebhookParseResult<CueApiAlert>.Parsed(webhookEvent, id, webhookEvent.CreatedAt);
    }
}
