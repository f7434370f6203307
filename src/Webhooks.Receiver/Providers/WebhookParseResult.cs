using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>What a provider made of a verified body. <see langword="default"/> is malformed.</summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public readonly record struct WebhookParseResult<TEvent>
    where TEvent : class
{
    private readonly WebhookMalformedReason _reason;
    private readonly IReadOnlyList<string>? _driftedMembers;

    private WebhookParseResult(
        WebhookParseStatus status, WebhookMalformedReason reason = default, IReadOnlyList<string>? driftedMembers = null)
    {
        Status = status;
        _reason = reason;
        _driftedMembers = driftedMembers;
    }

    /// <summary>The body is no event, for a reason that the provider does not say; see <see cref="MalformedBecause"/>.</summary>
    public static WebhookParseResult<TEvent> Malformed => default;

    /// <summary>An unsigned header contradicts the signed identity.</summary>
    public static WebhookParseResult<TEvent> IdentityMismatch => new(WebhookParseStatus.IdentityMismatch);

    /// <summary>What became of the body.</summary>
    public WebhookParseStatus Status { get; }

    /// <summary>Whether there is an event.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsParsed => Status == WebhookParseStatus.Parsed;

    /// <summary>The event; null unless <see cref="IsParsed"/>.</summary>
    public TEvent? Event { get; private init; }

    /// <summary>What makes this delivery the same event as another one.</summary>
    public DeliveryIdentity Identity { get; private init; }

    /// <summary>When the event happened, as the signed body says; null where it does not.</summary>
    public DateTimeOffset? OccurredAt { get; private init; }

    /// <summary>Which attempt the sender says this is, starting at one; null where it does not say.</summary>
    public int? Attempt { get; private init; }

    /// <summary>
    /// The optional members of the event that the body has in a form that could not be read: they are null in the event, and their JSON
    /// is among its unknown members. Paths such as <c>data.context</c> and <c>errors[].code</c>, by the names that the event's type
    /// declares; never text from the body. Empty where everything was read.
    /// </summary>
    public IReadOnlyList<string> DriftedMembers => _driftedMembers ?? [];

    /// <summary>Why the body is no event; null unless <see cref="WebhookParseStatus.Malformed"/>.</summary>
    public WebhookMalformedReason? MalformedReason => Status == WebhookParseStatus.Malformed ? _reason : null;

    /// <summary>
    /// The path of the member that <see cref="WebhookMalformedReason.DuplicateMember"/> is about, as <see cref="DriftedMembers"/> writes
    /// them; a member that no type declares is <c>*</c>. Null for all other reasons.
    /// </summary>
    public string? MalformedMember { get; private init; }

    /// <summary>Names the status only: an event is not for logs.</summary>
    public override string ToString() => Status.ToString();

    /// <summary>The body is no event.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="member">The path of the member that the reason is about, by your own names: it is logged. Null where it is about none.</param>
    public static WebhookParseResult<TEvent> MalformedBecause(WebhookMalformedReason reason, string? member = null) =>
        new(WebhookParseStatus.Malformed, reason) { MalformedMember = member };

    /// <summary>There is an event. Without an identity the body counts as malformed all the same.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="identity">What identifies the delivery.</param>
    /// <param name="occurredAt">When the event happened, as the signed body says.</param>
    /// <param name="attempt">Which attempt the sender says this is.</param>
    /// <param name="driftedMembers">
    /// The optional members that could not be read; null for none. They are logged as warnings and counted, together with the event's
    /// <see cref="IWebhookEvent.Type"/>: pass names from your own types, never text from the body.
    /// </param>
    public static WebhookParseResult<TEvent> Parsed(
        TEvent webhookEvent, DeliveryIdentity identity, DateTimeOffset? occurredAt = null, int? attempt = null,
        IReadOnlyList<string>? driftedMembers = null)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        return identity.IsNone
            ? MalformedBecause(WebhookMalformedReason.IdentityMissing)
            : new(WebhookParseStatus.Parsed, driftedMembers: driftedMembers)
            {
                Event = webhookEvent,
                Identity = identity,
                OccurredAt = occurredAt,
                Attempt = attempt,
            };
    }

    /// <summary>The same result for those to whom the event's type makes no difference.</summary>
    internal WebhookParseResult<object> Untyped() => With<object>(Event);

    /// <summary>The same result with another event in place of this one; null where there is none.</summary>
    internal WebhookParseResult<TOther> With<TOther>(TOther? webhookEvent)
        where TOther : class => new(Status, _reason, _driftedMembers)
        {
            Event = webhookEvent,
            Identity = Identity,
            OccurredAt = OccurredAt,
            Attempt = Attempt,
            MalformedMember = MalformedMember,
        };

    /// <summary>The same event, of which some optional members could not be read.</summary>
    internal WebhookParseResult<TEvent> WithDriftedMembers(IReadOnlyList<string> members) => new(Status, _reason, members)
    {
        Event = Event,
        Identity = Identity,
        OccurredAt = OccurredAt,
        Attempt = Attempt,
        MalformedMember = MalformedMember,
    };
}
