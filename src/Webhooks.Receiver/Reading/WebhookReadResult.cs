using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>The result of reading a request. <see langword="default"/> is a refusal.</summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public readonly record struct WebhookReadResult<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private readonly SignatureFailure _failure;
    private readonly WebhookParseResult<TEvent> _parsed;

    internal WebhookReadResult(WebhookReadStatus status) => Status = status;

    internal WebhookReadResult(SignatureFailure failure) => _failure = failure;

    internal WebhookReadResult(in WebhookParseResult<TEvent> parsed)
    {
        Status = parsed.IsParsed ? WebhookReadStatus.Read : WebhookReadStatus.Malformed;
        _parsed = parsed;
    }

    /// <summary>The kind of the result.</summary>
    public WebhookReadStatus Status { get; }

    /// <summary>Whether the request is authentic and contains an event.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsRead => Status == WebhookReadStatus.Read;

    /// <summary>The event; null unless <see cref="IsRead"/>.</summary>
    public TEvent? Event => _parsed.Event;

    /// <summary>What identifies the event; none unless <see cref="IsRead"/>. For deduplication there is <see cref="GetKey"/>.</summary>
    public DeliveryIdentity Identity => _parsed.Identity;

    /// <inheritdoc cref="WebhookParseResult{TEvent}.DriftedMembers"/>
    public IReadOnlyList<string> DriftedMembers => _parsed.DriftedMembers;

    /// <summary>The failure if <see cref="WebhookReadStatus.Unauthenticated"/>; otherwise null.</summary>
    public SignatureFailure? Failure => Status == WebhookReadStatus.Unauthenticated ? _failure : null;

    /// <summary>Why an authentic body is no event; null unless <see cref="WebhookReadStatus.Malformed"/>.</summary>
    public WebhookFailureReason? Reason => Status == WebhookReadStatus.Malformed ? _parsed.Reason : null;

    /// <inheritdoc cref="WebhookParseResult{TEvent}.Member"/>
    public string? Member => _parsed.Member;

    /// <summary>
    /// Creates the key that names the event in an <see cref="Storage.IIdempotencyStore"/>: the same for every delivery of the event, and another
    /// for every other event.
    /// </summary>
    /// <param name="endpoint">Where the delivery arrived: a name of your own that stays the same, such as a queue's.</param>
    /// <param name="tenant">The tenant, or null where there is one only.</param>
    /// <exception cref="InvalidOperationException">There is no event.</exception>
    /// <exception cref="ArgumentException">A part holds a lone surrogate.</exception>
    public IdempotencyKey GetKey(string endpoint, string? tenant = null) => IsRead
        ? IdempotencyKey.Create(TEvent.Provider.Name, endpoint, tenant, Identity)
        : throw new InvalidOperationException($"There is no event to make a key of: the request is {ToString()}.");

    /// <summary>Returns the status and the failure, but nothing of the event: it must not get into a log.</summary>
    public override string ToString() => Status == WebhookReadStatus.Unauthenticated ? $"{Status}: {_failure}" : Status.ToString();
}
