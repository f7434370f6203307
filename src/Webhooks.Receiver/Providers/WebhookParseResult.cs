using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>The result of parsing an authenticated body. <see langword="default"/> is malformed.</summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public readonly record struct WebhookParseResult<TEvent>
    where TEvent : class
{
    private readonly WebhookFailureReason _reason;
    private readonly IReadOnlyList<string>? _driftedMembers;

    private WebhookParseResult(
        WebhookParseStatus status, WebhookFailureReason reason = default, IReadOnlyList<string>? driftedMembers = null)
    {
        Status = status;
        _reason = reason;
        _driftedMembers = driftedMembers;
    }

    /// <summary>A result for a delivery in which an unsigned header contradicts the signed identity.</summary>
    public static WebhookParseResult<TEvent> IdentityMismatch => new(WebhookParseStatus.IdentityMismatch);

    /// <summary>The kind of the result.</summary>
    public WebhookParseStatus Status { get; }

    /// <summary>Whether there is an event.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsParsed => Status == WebhookParseStatus.Parsed;

    /// <summary>The event; null unless <see cref="IsParsed"/>.</summary>
    public TEvent? Event { get; private init; }

    /// <summary>The identity of the event; none unless <see cref="IsParsed"/>.</summary>
    public DeliveryIdentity Identity { get; private init; }

    /// <summary>The time of the event, from the signed body; null if the body has none.</summary>
    public DateTimeOffset? OccurredAt { get; private init; }

    /// <summary>The number of the attempt, starting at one; null if the sender does not send it.</summary>
    public int? Attempt { get; private init; }

    /// <summary>
    /// The paths of the optional members that could not be read, such as <c>data.context</c> and <c>errors[].code</c>. In the event these
    /// members are null, and their JSON is among the unknown members. Paths consist of names that the event's type declares, never of text
    /// from the body. Empty if everything was read.
    /// </summary>
    public IReadOnlyList<string> DriftedMembers => _driftedMembers ?? [];

    /// <summary>Why the body is no event; null unless <see cref="WebhookParseStatus.Malformed"/>.</summary>
    public WebhookFailureReason? Reason => Status == WebhookParseStatus.Malformed ? _reason : null;

    /// <summary>
    /// The path of the member that occurs twice, if <see cref="Reason"/> is <see cref="WebhookFailureReason.DuplicateMember"/>; written as in
    /// <see cref="DriftedMembers"/>, with <c>*</c> for a member that no type declares. Null for other reasons.
    /// </summary>
    public string? Member { get; private init; }

    /// <summary>Returns the status only: an event must not get into a log.</summary>
    public override string ToString() => Status.ToString();

    /// <summary>Creates a result for a body that is no event.</summary>
    /// <param name="reason">
    /// <see cref="WebhookFailureReason.Unspecified"/>, or one of the reasons for <see cref="WebhookOutcome.Malformed"/>.
    /// </param>
    /// <param name="member">
    /// The path of the member that the reason is about, as your types name it; null if it is not about one member. It is logged: never
    /// pass text from the body.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The reason is one for another outcome.</exception>
    public static WebhookParseResult<TEvent> Malformed(WebhookFailureReason reason = default, string? member = null) => reason.IsOfMalformed()
        ? new(WebhookParseStatus.Malformed, reason) { Member = member }
        : throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason for a malformed body.");

    /// <summary>Creates a result with an event. If the identity is none, the result is malformed instead.</summary>
    /// <param name="webhookEvent">The event, an object of its own for each delivery: its <see cref="IWebhookEvent.Identity"/> is set.</param>
    /// <param name="identity">The identity of the event.</param>
    /// <param name="occurredAt">The time of the event, from the signed body; null if the body has none.</param>
    /// <param name="attempt">The number of the attempt, starting at one; null if the sender does not send it.</param>
    /// <param name="driftedMembers">
    /// The optional members that could not be read; null for none. They are logged as warnings and counted, together with the event's
    /// <see cref="IWebhookEvent.Type"/>: pass names from your own types, never text from the body.
    /// </param>
    public static WebhookParseResult<TEvent> Parsed(
        TEvent webhookEvent, DeliveryIdentity identity, DateTimeOffset? occurredAt = null, int? attempt = null,
        IReadOnlyList<string>? driftedMembers = null)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        if (identity.IsNone)
        {
            return Malformed(WebhookFailureReason.IdentityMissing);
        }

        if (webhookEvent is IWebhookEvent e)
        {
            e.Identity = identity;
        }

        return new(WebhookParseStatus.Parsed, driftedMembers: driftedMembers)
        {
            Event = webhookEvent,
            Identity = identity,
            OccurredAt = occurredAt,
            Attempt = attempt,
        };
    }

    /// <summary>The provider threw an exception.</summary>
    internal static WebhookParseResult<TEvent> ProviderThrew => new(WebhookParseStatus.Malformed, WebhookFailureReason.ProviderThrew);

    /// <summary>Returns the same result for callers that do not know the event's type.</summary>
    internal WebhookParseResult<object> Untyped() => With<object>(Event);

    /// <summary>Returns the same result with another event instead of this one; null if there is none.</summary>
    internal WebhookParseResult<TOther> With<TOther>(TOther? webhookEvent)
        where TOther : class => new(Status, _reason, _driftedMembers)
        {
            Event = webhookEvent,
            Identity = Identity,
            OccurredAt = OccurredAt,
            Attempt = Attempt,
            Member = Member,
        };

    /// <summary>Returns the same result with members that could not be read.</summary>
    internal WebhookParseResult<TEvent> WithDriftedMembers(IReadOnlyList<string> members) => new(Status, _reason, members)
    {
        Event = Event,
        Identity = Identity,
        OccurredAt = OccurredAt,
        Attempt = Attempt,
        Member = Member,
    };
}
