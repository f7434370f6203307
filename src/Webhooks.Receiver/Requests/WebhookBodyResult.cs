using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Hosting;

/// <summary>The result of reading a body: the body, or an outcome. <see langword="default"/> is a refusal.</summary>
public readonly record struct WebhookBodyResult
{
    private WebhookBodyResult(WebhookBody? body, WebhookOutcome refusal)
    {
        Body = body;
        Refusal = refusal;
    }

    /// <summary>The body; null if it was refused.</summary>
    public WebhookBody? Body { get; }

    /// <summary>Whether there is a body.</summary>
    [MemberNotNullWhen(true, nameof(Body))]
    public bool IsRead => Body is not null;

    /// <summary>The delivery's outcome if there is no body.</summary>
    public WebhookOutcome Refusal { get; }

    /// <summary>Creates a result with a body.</summary>
    /// <param name="body">The body. The receiver of the result disposes of it.</param>
    public static WebhookBodyResult Read(WebhookBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new WebhookBodyResult(body, default);
    }

    /// <summary>Creates a result without a body.</summary>
    /// <param name="outcome">
    /// <see cref="WebhookOutcome.BodyTooLarge"/>, <see cref="WebhookOutcome.BodyTimeout"/> or <see cref="WebhookOutcome.Unavailable"/>.
    /// </param>
    public static WebhookBodyResult Refused(WebhookOutcome outcome) =>
        outcome is WebhookOutcome.BodyTooLarge or WebhookOutcome.BodyTimeout or WebhookOutcome.Unavailable
            ? new WebhookBodyResult(null, outcome)
            : throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome of reading a body.");

    /// <summary>Returns the outcome only: a body must not get into a log.</summary>
    public override string ToString() => IsRead ? "Read" : Refusal.ToString();
}
