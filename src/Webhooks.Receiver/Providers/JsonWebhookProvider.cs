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

    public sealed override WebhookParseResult<TEvent> Parse(WebhookPayload payload)
    {
        if (JsonBody.FindString(payload.Body, TypeMember) is not { } type)
        {
            return WebhookParseResult<TEvent>.Malformed;
        }

        TEvent? e = ReadKnown(type, payload.Body, out WebhookReadError? error) ?? ReadUnknown(type, payload.Body, error);
        return e is null ? WebhookParseResult<TEvent>.Malformed : Identify(e);
    }

    /// <summary>Reads an event of a known type.</summary>
    /// <returns>The event; null where the type is unknown or, with an error, where the body has another shape.</returns>
    protected abstract TEvent? ReadKnown(string type, ReadOnlySpan<byte> body, out WebhookReadError? error);

    /// <summary>Makes the unknown event of a strict JSON object.</summary>
    /// <returns>The event; null where the object lacks what every event has.</returns>
    protected abstract TEvent? ReadUnknown(string type, JsonElement root, WebhookReadError? error);

    /// <summary>Says what identifies an event, and when it happened.</summary>
    protected abstract WebhookParseResult<TEvent> Identify(TEvent webhookEvent);

    private TEvent? ReadUnknown(string type, ReadOnlySpan<byte> body, WebhookReadError? error) =>
        JsonBody.ReadObject(body) is { } root ? ReadUnknown(type, root, error) : null;
}
