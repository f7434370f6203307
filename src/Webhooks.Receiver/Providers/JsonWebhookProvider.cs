using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>
/// The base of providers with JSON bodies: reads events of known types, and creates the unknown event for all others. A body that is not a
/// strict JSON object, or has no type or no identity, is malformed. Stateless and thread-safe.
/// </summary>
/// <typeparam name="TEvent">The common base of its events.</typeparam>
/// <remarks>
/// Strict is: UTF-8, no two members of one name at any depth, and no more levels than <see cref="WebhookPayload.MaxJsonDepth"/>. Scalars of
/// known types are read leniently: text from a number, a number from text, and a <see cref="DateTimeOffset"/>, or in UTC a
/// <see cref="DateTime"/>, in any usual form. An optional member of another kind, or with a value that its converter, setter or constructor
/// refuses with any exception, is null, and its JSON is kept if its object is a <see cref="WebhookObject"/>, but for elements of sets. What must not be null
/// counts as required.
/// </remarks>
public abstract class JsonWebhookProvider<TEvent> : WebhookProvider<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private readonly JsonEventTypes? _types;
    private byte[]? _typeMember;

    /// <summary>Creates a provider without known types: <see cref="CreateUnknown"/> creates all of its events.</summary>
    protected JsonWebhookProvider()
    {
    }

    /// <summary>Creates a provider with known types.</summary>
    /// <param name="context">The context with the types, and with the naming of their members.</param>
    /// <param name="types">The types of the events, each a <typeparamref name="TEvent"/>, by their names on the wire.</param>
    /// <exception cref="ArgumentException">A type is not a <typeparamref name="TEvent"/>.</exception>
    protected JsonWebhookProvider(JsonSerializerContext context, IReadOnlyDictionary<string, Type> types)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(types);
        if (types.Values.FirstOrDefault(type => !type.IsAssignableTo(typeof(TEvent))) is { } other)
        {
            throw new ArgumentException($"{other.Name} is not a {typeof(TEvent).Name}.", nameof(types));
        }

        _types = new JsonEventTypes(context, types);
    }

    /// <summary>
    /// The member of the root object that names the event's type; null if something else does, which <see cref="FindType"/> then finds.
    /// </summary>
    /// <value><c>type</c>.</value>
    protected virtual string? TypeMember => "type";

    /// <summary>
    /// The member of the root object with the event's id, which identifies the event; null if no id is sent, and a hash of the body does.
    /// </summary>
    /// <value><c>id</c>.</value>
    protected virtual string? IdMember => "id";

    /// <summary>The member of the root object with the time of the event; null if there is none.</summary>
    /// <value>Null.</value>
    protected virtual string? TimeMember => null;

    /// <inheritdoc/>
    public sealed override WebhookParseResult<TEvent> Parse(WebhookPayload payload)
    {
        if (JsonBody.IsTooDeep(payload.Body, payload.MaxJsonDepth, out bool isDeep))
        {
            return WebhookParseResult<TEvent>.Malformed(WebhookFailureReason.TooDeep);
        }

        JsonEventType? type = _types is not null && TypeMember is { } member
            ? _types.FindIn(payload.Body, _typeMember ??= Encoding.UTF8.GetBytes(member))
            : null;
        return type?.TryRead(payload.Body, isDeep) is TEvent e ? Identify(e, payload) : ParseByMember(payload, isDeep, type);
    }

    internal sealed override bool MayReadAs(string type, Type eventType) => _types?.Find(type)?.Type == eventType;

    internal sealed override string? FindError(IServiceProvider? services) =>
        _types?.Error is { } error ? $"Events of provider '{Name}' cannot be read. {error}" : null;

    /// <summary>Creates the event for a type that is not known, or for a known type whose JSON cannot be read.</summary>
    /// <param name="type">The event's type, not empty.</param>
    /// <param name="json">The body, strictly parsed. It may be kept.</param>
    /// <param name="readError">Why an event of a known type cannot be read; null if the type is not known.</param>
    protected abstract TEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError);

    /// <summary>Finds the event's type.</summary>
    /// <param name="headers">The request's headers. Only those that the scheme signs are authenticated.</param>
    /// <param name="json">The body, strictly parsed.</param>
    /// <returns>The text of <see cref="TypeMember"/>, unless overridden; null or empty if there is none: the body is malformed.</returns>
    protected virtual string? FindType(WebhookHeaders headers, JsonElement json) => TypeMember is { } member ? JsonBody.GetString(json, member) : null;

    /// <summary>Creates the result for an event, with its identity and time.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="payload">The body and the headers that it was read from.</param>
    /// <returns>A result with the identity of <see cref="IdMember"/> and the time of <see cref="TimeMember"/>, unless overridden.</returns>
    protected virtual WebhookParseResult<TEvent> Identify(TEvent webhookEvent, WebhookPayload payload) => WebhookParseResult<TEvent>.Parsed(
        webhookEvent,
        IdMember is { } id
            ? DeliveryIdentity.FromSigned(IdJsonConverter.Read(JsonRootMember.Read(payload.Body, id)))
            : DeliveryIdentity.FromBody(payload.Body),
        TimeMember is { } time ? JsonBody.GetTime(JsonRootMember.Read(payload.Body, time)) : null);

    /// <summary>Parses what cannot be read as a whole: unknown types, events with a member that cannot be read, and malformed bodies.</summary>
    private WebhookParseResult<TEvent> ParseByMember(WebhookPayload payload, bool isDeep, JsonEventType? firstType)
    {
        JsonBodyResult read = JsonBody.Read(payload.Body, isDeep, _ => firstType?.Info);
        if (!read.IsRead)
        {
            return WebhookParseResult<TEvent>.Malformed(read.Reason, read.Member);
        }

        if (FindType(payload.Headers, read.Root) is not { Length: > 0 } type)
        {
            return WebhookParseResult<TEvent>.Malformed(WebhookFailureReason.TypeMissing);
        }

        WebhookReadError? error = null;
        if (_types?.Find(type) is { } known)
        {
            if (known != firstType && known.TryRead(payload.Body, isDeep) is TEvent whole)
            {
                return Identify(whole, payload);
            }

            JsonEventReading reading = known.ReadByMember(read.Root, isDeep);
            if (reading.Event is TEvent e)
            {
                return Identify(e, payload).WithDriftedMembers(reading.DriftedMembers);
            }

            error = new WebhookReadError(reading.UnreadableMember);
        }

        return Identify(CreateUnknown(type, read.Root, error), payload);
    }
}
