using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Hosting;

/// <summary>A body, or why there is none. <see langword="default"/> is a refusal.</summary>
public readonly record struct WebhookBodyResult
{
    private WebhookBodyResult(WebhookBody? body, WebhookOutcome refusal)
    {
        Body = body;
        Refusal = refusal;
    }

    /// <summary>The body; null where it was refused.</summary>
    public WebhookBody? Body { get; }

    /// <summary>Whether there is a body.</summary>
    [MemberNotNullWhen(true, nameof(Body))]
    public bool IsRead => Body is not null;

    /// <summary>The delivery's outcome where there is no body.</summary>
    public WebhookOutcome Refusal { get; }

    /// <summary>There is a body.</summary>
    /// <param name="body">The body; whoever takes the result disposes of it.</param>
    public static WebhookBodyResult Read(WebhookBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new WebhookBodyResult(body, default);
    }

    /// <summary>There is no body to verify.</summary>
    /// <param name="outcome">
    /// <see cref="WebhookOutcome.BodyTooLarge"/>, <see cref="WebhookOutcome.BodyTimeout"/> or <see cref="WebhookOutcome.Unavailable"/>.
    /// </param>
    public static WebhookBodyResult Refused(WebhookOutcome outcome) =>
        outcome is WebhookOutcome.BodyTooLarge or WebhookOutcome.BodyTimeout or WebhookOutcome.Unavailable
            ? new WebhookBodyResult(null, outcome)
            : throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome of reading a body.");

    /// <summary>Names the outcome only: a body is not for logs.</summary>
    public override string ToString() => IsRead ? "Read" : Refusal.ToString();
}
