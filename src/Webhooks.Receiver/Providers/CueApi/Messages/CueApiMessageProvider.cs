using System.Text.Json;

namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI's messages to agents. The README in the folder above has the source of each fact.</summary>
internal sealed class CueApiMessageProvider : JsonWebhookProvider<CueApiMessage>
{
    public const string CreatedType = "message.created";

    public CueApiMessageProvider()
        : base(CueApiMessageJsonContext.Default, new Dictionary<string, Type> { [CreatedType] = typeof(CueApiMessageCreated) })
    {
    }

    public override string Name => "cueapi-messages";

    public override string ConfigurationSection => "CueApiMessages";

    public override IReadOnlyList<string> Headers { get; } =
        [CueApiHeaders.EventType, CueApiHeaders.MessageId, CueApiHeaders.AgentId, CueApiHeaders.ThreadId, CueApiHeaders.Attempt];

    public override SignatureScheme Scheme => CueApiProvider.CueApiScheme;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(30),
        ShortestRetryWindow = TimeSpan.FromSeconds(60), // the first of three waits: 1, 5 and 15 minutes
        DefaultLease = TimeSpan.FromSeconds(30),
        TreatsClientErrorsAsFinal = true, // all but 408 and 429
    };

    protected override string? TypeMember => null;

    /// <summary>The body has no type. The header is not signed, so that it only tells messages from types that do not exist yet.</summary>
    protected override string? FindType(WebhookHeaders headers, JsonElement json) =>
        CueApiUnsignedHeaders.Get(headers, CueApiHeaders.EventType) ?? CreatedType;

    protected override CueApiMessage CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new CueApiUnknownMessage(type)
    {
        Id = JsonBody.GetId(json, "id") ?? "", // without an id, the body is malformed
        Json = json,
        ReadError = readError,
    };

    /// <summary>
    /// The identity is the signed id. An event of another type may be about a message that was handled before: its identity is the hash of the
    /// body, since nothing that is signed names its type.
    /// </summary>
    protected override WebhookParseResult<CueApiMessage> Identify(CueApiMessage webhookEvent, WebhookPayload payload)
    {
        var id = DeliveryIdentity.FromSigned(webhookEvent.Id);
        if (!id.IsNone && CueApiUnsignedHeaders.Contradicts(payload.Headers, CueApiHeaders.MessageId, webhookEvent.Id))
        {
            return WebhookParseResult<CueApiMessage>.IdentityMismatch;
        }

        return WebhookParseResult<CueApiMessage>.Parsed(
            webhookEvent,
            webhookEvent is CueApiUnknownMessage { ReadError: null } && !id.IsNone ? DeliveryIdentity.FromBody(payload.Body) : id,
            attempt: CueApiUnsignedHeaders.GetAttempt(payload.Headers));
    }
}
