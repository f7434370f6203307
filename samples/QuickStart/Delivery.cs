using Webhooks.Receiver;

namespace QuickStart;

/// <summary>A delivery with its expected result.</summary>
/// <param name="Provider">The provider that it claims to come from.</param>
/// <param name="What">The description in the table.</param>
/// <param name="KeyEnd">The end of the event's key: its id, or the body's hash if it has no id.</param>
/// <param name="Body">The body.</param>
/// <param name="ExpectedStatus">The expected status code of the answer.</param>
/// <param name="IsHandled">Whether this delivery should reach the handler.</param>
internal sealed record Delivery(
    WebhookProvider Provider, string What, string KeyEnd, string Body, int ExpectedStatus = 200, bool IsHandled = true)
{
    /// <summary>Whether it has the configured secret or URL token; otherwise it has another one.</summary>
    public bool IsAuthentic { get; init; } = true;

    /// <summary>How long ago it was signed, if the provider signs a time.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Why it has to be refused; null if it must not be. The answer does not say it: strangers learn nothing.</summary>
    public string? Flaw => !IsAuthentic ? $"another {(Provider.Scheme is null ? "URL token" : "secret")}"
        : Age > TimeSpan.Zero ? $"stale, signed {Age.TotalMinutes:0} minutes ago"
        : null;
}
