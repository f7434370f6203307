using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>
/// What the rooms share: find the type, read an event of a known type, and hand on everything else as the unknown event. A body
/// that is no strict JSON object, or has no type, is malformed.
/// </summary>
internal abstract class JsonWebhookProvider<TEvent> : WebhookProvider<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <summary>The member of the root object that names the event's type.</summary>
    protected abstract ReadOnlySpan<byte> TypeMember { get; }

    /// <summary>The types that are known.</summary>
    protected abstract JsonEventTypes Types { get; }

    public sealed override WebhookParseResult<TEvent> Parse(WebhookPayload payload)
    {
        JsonEventType? type = Types.FindIn(payload.Body, TypeMember);
        return type?.TryRead(payload.Body) is TEvent e ? Identify(e, payload.Body) : ParseByMember(payload.Body, type);
    }

    internal sealed override bool MayReadAs(string type, Type eventType) => Types.Find(type)?.Info.Type == eventType;

    /// <summary>Makes the unknown event of a strict JSON object.</summary>
    /// <returns>The event; null where the object lacks what identifies every event.</returns>
    protected abstract TEvent? ReadUnknown(string type, JsonElement root, WebhookReadError? error);

    /// <summary>Says what identifies an event, and when it happened.</summary>
    protected abstract WebhookParseResult<TEvent> Identify(TEvent webhookEvent, ReadOnlySpan<byte> body);

    /// <summary>Events of unknown types, those with a member that cannot be read, and bodies that are no event.</summary>
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
