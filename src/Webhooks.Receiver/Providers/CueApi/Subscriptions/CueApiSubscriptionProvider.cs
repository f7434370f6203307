using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI's event batches. The README in this folder has the source of each fact.</summary>
internal sealed class CueApiSubscriptionProvider : JsonWebhookProvider<CueApiSubscriptionEvent>
{
    private static readonly string[] _membersOfTheBatch = ["delivery_id", "subscription_id"];

    public CueApiSubscriptionProvider()
        : base(CueApiSubscriptionJsonContext.Default, new Dictionary<string, Type>
        {
            [CueApiSubscriptionEventTypes.MessageDelivered] = typeof(CueApiMessageDelivered),
            [CueApiSubscriptionEventTypes.MessageDigest] = typeof(CueApiMessageDigest),
            [CueApiSubscriptionEventTypes.TurnPass] = typeof(CueApiTurnPass),
        })
    {
    }

    public override string Name => "cueapi-subscriptions";

    public override string ConfigurationSection => "CueApiSubscriptions";

    public override IReadOnlyList<string> Headers { get; } = [CueApiHeaders.EventCount];

    public override SignatureScheme Scheme { get; } = new()
    {
        Header = CueApiHeaders.Signature,
        Format = SignatureFormat.Value("v1="),
        Timestamp = SignatureTimestamp.InHeader(CueApiHeaders.Timestamp),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Custom(AsciiJson.Write, coversBody: true)],
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(30),
        ShortestRetryWindow = TimeSpan.FromHours(24), // it sends again in every cycle until a 2xx, for as long as it keeps the events
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    public override bool BringsSeveralEvents => true;

    protected override string TypeMember => "event_type";

    /// <summary>Makes an object of each event, with the ids of the batch beside its own members.</summary>
    public override WebhookParts Split(WebhookPayload payload)
    {
        if (JsonBody.IsTooDeep(payload.Body, payload.MaxJsonDepth, out bool isDeep))
        {
            return WebhookParts.Malformed(WebhookFailureReason.TooDeep);
        }

        JsonBodyResult read = JsonBody.Read(payload.Body, isDeep, _ => null);
        if (!read.IsRead)
        {
            return WebhookParts.Malformed(read.Reason, read.Member);
        }

        if (!read.Root.TryGetProperty("events"u8, out JsonElement events) || events.ValueKind != JsonValueKind.Array)
        {
            return WebhookParts.Malformed(WebhookFailureReason.MemberUnreadable, "events");
        }

        if (events.GetArrayLength() > WebhookParts.MaxCount)
        {
            return WebhookParts.Malformed(WebhookFailureReason.TooManyEvents);
        }

        List<ReadOnlyMemory<byte>> parts = [];
        foreach (JsonElement e in events.EnumerateArray())
        {
            if (e.ValueKind != JsonValueKind.Object)
            {
                return WebhookParts.Malformed(WebhookFailureReason.NotAnObject, "events[]");
            }

            parts.Add(Merge(read.Root, e));
        }

        return WebhookParts.From(parts);
    }

    protected override CueApiSubscriptionEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) =>
        new CueApiUnknownSubscriptionEvent(type)
        {
            Id = JsonBody.GetId(json, "id") ?? "", // without an id, the body is malformed
            EmittedAt = JsonBody.GetTime(json, "emitted_at"),
            SubscriptionId = JsonBody.GetId(json, "subscription_id"),
            DeliveryId = JsonBody.GetId(json, "delivery_id"),
            Json = json,
            ReadError = readError,
        };

    /// <summary>The identity is the event's id: after a failure, the next batch may have another range and another id.</summary>
    protected override WebhookParseResult<CueApiSubscriptionEvent> Identify(CueApiSubscriptionEvent webhookEvent, WebhookPayload payload) =>
        WebhookParseResult<CueApiSubscriptionEvent>.Parsed(webhookEvent, DeliveryIdentity.FromSigned(webhookEvent.Id), webhookEvent.EmittedAt);

    /// <summary>Adds the members of the batch to an event, unless it has such members itself.</summary>
    private static ReadOnlyMemory<byte> Merge(JsonElement batch, JsonElement e)
    {
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(e);
        if (!e.EnumerateObject().MoveNext())
        {
            return json.ToArray();
        }

        var merged = new ArrayBufferWriter<byte>();
        merged.Write(json[..^1]);
        foreach (string name in _membersOfTheBatch)
        {
            if (batch.TryGetProperty(name, out JsonElement value) && !e.TryGetProperty(name, out _))
            {
                merged.Write(Encoding.UTF8.GetBytes($",\"{name}\":"));
                merged.Write(JsonMarshal.GetRawUtf8Value(value));
            }
        }

        merged.Write("}"u8);
        return merged.WrittenMemory;
    }
}
