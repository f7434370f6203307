using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>
/// The base of providers with JSON bodies: reads events of known types, and returns all others as the unknown event. A body that is not a
/// strict JSON object, or has no type, is malformed.
/// </summary>
internal abstract class JsonWebhookProvider<TEvent> : WebhookProvider<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>The member of the root object that names the event's type.</summary>
    protected abstract ReadOnlySpan<byte> TypeMember { get; }

    /// <summary>The known types.</summary>
    protected abstract JsonEventTypes Types { get; }

    public sealed override WebhookParseResult<TEvent> Parse(WebhookPayload payload)
    {
        JsonEventType? type = Types.FindIn(payload.Body, TypeMember);
        return type?.TryRead(payload.Body) is TEvent e ? Identify(e, payload.Body) : ParseByMember(payload.Body, type);
    }

    internal sealed override bool MayReadAs(string type, Type eventType) => Types.Find(type)?.Info.Type == eventType;

    /// <summary>Creates the unknown event from a strict JSON object.</summary>
    /// <returns>The event; null if the object has no identity.</returns>
    protected abstract TEvent? ReadUnknown(string type, JsonElement root, WebhookReadError? error);

    /// <summary>Creates the result for an event, with its identity and time.</summary>
    protected abstract WebhookParseResult<TEvent> Identify(TEvent webhookEvent, ReadOnlySpan<byte> body);

    /// <summary>Parses what cannot be read as a whole: unknown types, events with a member that cannot be read, and malformed bodies.</summary>
    private WebhookParseResult<TEvent> ParseByMember(ReadOnlySpan<byte> body, JsonEventType? firstType)
    {
        JsonBodyResult read = JsonBody.ReadObject(body, _ => firstType?.Info);
        if (!read.IsObject)
        {
            return WebhookParseResult<TEvent>.Malformed(read.Reason, read.Member);
        }

        if (JsonBody.GetString(read.Root, TypeMember) is not { Length: > 0 } type)
        {
            return WebhookParseResult<TEvent>.Malformed(WebhookFailureReason.TypeMissing);
        }

        WebhookReadError? error = null;
        if (Types.Find(type) is { } known)
        {
            JsonEventReading reading = known.ReadByMember(read.Root);
            if (reading.Event is TEvent e)
            {
                return Identify(e, body).WithDriftedMembers(reading.DriftedMembers);
            }

            error = new WebhookReadError(reading.UnreadableMember);
        }

        return ReadUnknown(type, read.Root, error) is { } unknown
            ? Identify(unknown, body)
            : WebhookParseResult<TEvent>.Malformed(WebhookFailureReason.IdentityMissing);
    }
}
