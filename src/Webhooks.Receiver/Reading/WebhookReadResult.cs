using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>A request verified and read. <see langword="default"/> is a refusal.</summary>
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

    /// <summary>What became of the request.</summary>
    public WebhookReadStatus Status { get; }

    /// <summary>Whether the request is genuine and there is an event.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsRead => Status == WebhookReadStatus.Read;

    /// <summary>The event; null unless <see cref="IsRead"/>.</summary>
    public TEvent? Event { get; }

    /// <summary>What identifies the delivery, for your own deduplication; none unless <see cref="IsRead"/>.</summary>
    public DeliveryIdentity Identity { get; }

    /// <summary>Why the request is not genuine; null unless <see cref="WebhookReadStatus.Unauthenticated"/>.</summary>
    public SignatureFailure? Failure => Status == WebhookReadStatus.Unauthenticated ? _failure : null;

    /// <summary>Names the status only: an event is not for logs.</summary>
    public override string ToString() => Status == WebhookReadStatus.Unauthenticated ? $"{Status}: {_failure}" : Status.ToString();
}
