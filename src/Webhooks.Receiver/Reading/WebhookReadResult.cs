using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>The result of reading a request. <see langword="default"/> is a refusal.</summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public readonly record struct WebhookReadResult<TEvent>
    where TEvent : class
{
    private readonly SignatureFailure _failure;

    internal WebhookReadResult(WebhookReadStatus status) => Status = status;

    internal WebhookReadResult(SignatureFailure failure) => _failure = failure;

    internal WebhookReadResult(in WebhookParseResult<TEvent> parsed)
    {
        Status = WebhookReadStatus.Read;
        Event = parsed.Event;
        Identity = parsed.Identity;
    }

    /// <summary>The kind of the result.</summary>
    public WebhookReadStatus Status { get; }

    /// <summary>Whether the request is authentic and contains an event.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsRead => Status == WebhookReadStatus.Read;

    /// <summary>The event; null unless <see cref="IsRead"/>.</summary>
    public TEvent? Event { get; }

    /// <summary>The identity of the event, for your own deduplication; none unless <see cref="IsRead"/>.</summary>
    public DeliveryIdentity Identity { get; }

    /// <summary>The failure if <see cref="WebhookReadStatus.Unauthenticated"/>; otherwise null.</summary>
    public SignatureFailure? Failure => Status == WebhookReadStatus.Unauthenticated ? _failure : null;

    /// <summary>Returns the status and the failure, but nothing of the event: it must not get into a log.</summary>
    public override string ToString() => Status == WebhookReadStatus.Unauthenticated ? $"{Status}: {_failure}" : Status.ToString();
}
