using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Hosting;

/// <summary>The result of reading a body: the body, or an outcome. <see langword="default"/> is a refusal.</summary>
public readonly record struct WebhookBodyResult
{
    private readonly WebhookFailureReason _reason;

    private WebhookBodyResult(WebhookBody? body, WebhookOutcome refusal, WebhookFailureReason reason)
    {
        Body = body;
        Refusal = refusal;
        _reason = reason;
    }

    /// <summary>The body; null if it was refused.</summary>
    public WebhookBody? Body { get; }

    /// <summary>Whether there is a body.</summary>
    [MemberNotNullWhen(true, nameof(Body))]
    public bool IsRead => Body is not null;

    /// <summary>The delivery's outcome if there is no body.</summary>
    public WebhookOutcome Refusal { get; }

    /// <summary>The reason if <see cref="Refusal"/> is <see cref="WebhookOutcome.Unavailable"/>; else null.</summary>
    public WebhookFailureReason? Reason => Refusal == WebhookOutcome.Unavailable ? _reason : null;

    /// <summary>Creates a result with a body.</summary>
    /// <param name="body">The body. The receiver of the result disposes of it.</param>
    public static WebhookBodyResult Read(WebhookBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new WebhookBodyResult(body, default, default);
    }

    /// <summary>Creates a result without a body.</summary>
    /// <param name="outcome">
    /// <see cref="WebhookOutcome.BodyTooLarge"/>, <see cref="WebhookOutcome.BodyTimeout"/> or <see cref="WebhookOutcome.Unavailable"/>.
    /// </param>
    /// <param name="reason">
    /// If the outcome is <see cref="WebhookOutcome.Unavailable"/>: <see cref="WebhookFailureReason.BodyChanged"/> if something in front of
    /// the source read or changed the body, <see cref="WebhookFailureReason.HostStopping"/>, or <see cref="WebhookFailureReason.StoreFailed"/> and
    /// <see cref="WebhookFailureReason.StoreTimedOut"/> if the source keeps bodies in a store. Otherwise leave it out.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">It is not an outcome of reading a body, or the outcome does not have this reason.</exception>
    public static WebhookBodyResult Refused(WebhookOutcome outcome, WebhookFailureReason reason = default)
    {
        if (outcome is not (WebhookOutcome.BodyTooLarge or WebhookOutcome.BodyTimeout or WebhookOutcome.Unavailable))
        {
            throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome of reading a body.");
        }

        if (outcome == WebhookOutcome.Unavailable ? !reason.IsOfUnavailableBody() : reason != default)
        {
            throw new ArgumentOutOfRangeException(nameof(reason), reason, $"Not a reason why the body is {outcome}.");
        }

        return new WebhookBodyResult(null, outcome, reason);
    }

    /// <summary>Returns the outcome only: a body must not get into a log.</summary>
    public override string ToString() => IsRead ? "Read" : Refusal.ToString();
}
