using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>What a provider made of a verified body. <see langword="default"/> is malformed.</summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public readonly record struct WebhookParseResult<TEvent>
    where TEvent : class
{
    private WebhookParseResult(WebhookParseStatus status) => Status = status;

    /// <summary>Not JSON, not an object, or without a non-empty type or identity.</summary>
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

    /// <summary>The same result for those to whom the event's type makes no difference.</summary>
    internal WebhookParseResult<object> Untyped() =>
        new(Status) { Event = Event, Identity = Identity, OccurredAt = OccurredAt, Attempt = Attempt };

    /// <summary>Names the status only: an event is not for logs.</summary>
    public override string ToString() => Status.ToString();

    /// <summary>There is an event. Without an identity the body counts as malformed all the same.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="identity">What identifies the delivery.</param>
    /// <param name="occurredAt">When the event happened, as the signed body says.</param>
    /// <param name="attempt">Which attempt the sender says this is.</param>
    public static WebhookParseResult<TEvent> Parsed(
        TEvent webhookEvent, DeliveryIdentity identity, DateTimeOffset? occurredAt = null, int? attempt = null)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        return identity.IsNone
            ? Malformed
            : new(WebhookParseStatus.Parsed) { Event = webhookEvent, Identity = identity, OccurredAt = occurredAt, Attempt = attempt };
    }
}
