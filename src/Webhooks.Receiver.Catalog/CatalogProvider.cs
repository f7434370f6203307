using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>What all providers of the catalogue share. Each states what differs.</summary>
internal sealed class CatalogProvider<TEvent> : WebhookProvider<TEvent>
    where TEvent : CatalogEvent, IWebhookEvent<TEvent>, new()
{
    private static readonly WebhookMediaTypes _jsonAndForms = new("application/json", "application/x-www-form-urlencoded");

    private IReadOnlyList<string>? _headers;

    public CatalogProvider(string section, SignatureScheme scheme, SenderBehavior sender)
        : this(section, sender) => Scheme = scheme;

    public CatalogProvider(string section, WebhookAuthenticator authenticator, SenderBehavior sender)
        : this(section, sender) => Authenticator = authenticator;

    private CatalogProvider(string section, SenderBehavior sender) =>
        (Name, ConfigurationSection, Sender) = (section.ToLowerInvariant(), section, sender);

    public override string Name { get; }

    public override string ConfigurationSection { get; }

    public override SignatureScheme? Scheme { get; }

    public override WebhookAuthenticator? Authenticator { get; }

    public override SenderBehavior Sender { get; }

    public override WebhookMediaTypes MediaTypes => AcceptsForms ? _jsonAndForms : WebhookMediaTypes.Json;

    /// <summary>Whether the sender may send a form instead of JSON: then the content type says what a body is.</summary>
    public bool AcceptsForms { get; init; }

    /// <summary>Whether the event of a form is the JSON object in its field <c>payload</c>, if it has one.</summary>
    public bool UnwrapsPayload { get; init; }

    /// <summary>Finds the event's type.</summary>
    public EventText Type { get; init; } = EventText.Member("type");

    /// <summary>Finds the id by which the sender says that a delivery is a retry.</summary>
    public EventText Id { get; init; } = EventText.None;

    /// <summary>Finds the time of the event in a signed body: text in ISO 8601, or Unix seconds or milliseconds.</summary>
    public EventText Time { get; init; } = EventText.None;

    /// <summary>Creates the identity of an event that has an id.</summary>
    public Func<TEvent, DeliveryIdentity> Identify { get; init; } = e => DeliveryIdentity.FromSigned(e.Id);

    /// <summary>What identifies an event without an id.</summary>
    public IdentityWithoutId WithoutId { get; init; } = IdentityWithoutId.HashOfBody;

    /// <summary>The sender's challenge in a signed body; null if it sends none.</summary>
    public Challenge? Challenge { get; init; }

    /// <summary>Whether the sender verifies the endpoint by a GET with <c>hub.challenge</c> and a verify token.</summary>
    public bool AnswersHub { get; init; }

    /// <summary>Whether the sender demands that no answer has a body.</summary>
    public bool IsAnsweredWithoutBody { get; init; }

    /// <summary>The status codes that the sender needs instead of the usual ones.</summary>
    public IReadOnlyDictionary<WebhookOutcome, int> StatusCodes { get; init; } = new Dictionary<WebhookOutcome, int>();

    /// <summary>Splits a body; null if a delivery brings one event.</summary>
    public BodySplit? Splitter { get; init; }

    /// <summary>All headers that an event is read from: the inbox keeps them, so that it is the same in the background.</summary>
    public override IReadOnlyList<string> Headers =>
        _headers ??= [.. Type.Headers.Concat(Id.Headers).Concat(Time.Headers).Concat(WithoutId.Headers).Concat(AcceptsForms ? [EventJson.ContentType] : [])
            .Distinct(StringComparer.OrdinalIgnoreCase)];

    public override IReadOnlyList<string> HandshakeMethods => AnswersHub ? ["GET"] : [];

    public override bool RequiresVerifyToken => AnswersHub;

    public override bool AnswersWithoutBody => IsAnsweredWithoutBody;

    public override bool BringsSeveralEvents => Splitter is not null;

    public override WebhookAnswer? AnswerUnsignedHandshake(WebhookHandshake handshake) =>
        AnswersHub && handshake.GetQueryValue("hub.challenge") is { } challenge && handshake.GetQueryValue("hub.mode") == "subscribe"
        && handshake.IsVerifyToken(handshake.GetQueryValue("hub.verify_token"))
            ? WebhookAnswer.Text(challenge)
            : null;

    public override WebhookAnswer? AnswerHandshake(WebhookHandshake handshake) => Challenge?.Answer(handshake);

    public override int? GetStatusCode(WebhookOutcome outcome) => StatusCodes.TryGetValue(outcome, out int statusCode) ? statusCode : null;

    public override WebhookParts Split(WebhookPayload payload)
    {
        WebhookParts parts = Splitter!(payload);
        return parts is { IsSplit: false, Reason: WebhookFailureReason.MemberUnreadable } ? WebhookParts.From([payload.Body.ToArray()]) : parts; // one event
    }

    public override WebhookParseResult<TEvent> Parse(WebhookPayload payload)
    {
        if (!EventJson.TryRead(payload, AcceptsForms, UnwrapsPayload, out JsonElement json, out WebhookFailureReason reason))
        {
            return WebhookParseResult<TEvent>.Malformed(reason);
        }

        foreach (string header in Headers)
        {
            if (header != EventJson.ContentType && payload.Headers[header].Count > 1)
            {
                return WebhookParseResult<TEvent>.Malformed(Id.Headers.Contains(header) ? WebhookFailureReason.IdentityMissing : WebhookFailureReason.TypeMissing);
            }
        }

        string? type = Type.Find(json, payload.Headers);
        var e = new TEvent { Id = Id.Find(json, payload.Headers), Json = json };
        e = type is null ? e : new TEvent { Type = type, Id = e.Id, Json = json };
        DeliveryIdentity identity = e.Id is null ? default : Identify(e);
        identity = identity.IsNone ? WithoutId.Find(json, payload) : identity;
        return WebhookParseResult<TEvent>.Parsed(e, identity, EventTime.Parse(Time.Find(json, payload.Headers))); // none: malformed
    }
}
