using Webhooks.Receiver;

namespace QuickStart;

/// <summary>One row of the table: what is sent, and what should become of it.</summary>
/// <param name="Provider">Who it claims to come from.</param>
/// <param name="What">What is sent, in the table's words.</param>
/// <param name="KeyEnd">What the event's key ends with: its id, or the body's hash where it has none.</param>
/// <param name="Body">The body.</param>
/// <param name="ExpectedStatus">The status that it should be answered with.</param>
/// <param name="IsHandled">Whether this delivery should reach the handler.</param>
internal sealed record Delivery(
    WebhookProvider Provider, string What, string KeyEnd, string Body, int ExpectedStatus = 200, bool IsHandled = true)
{
    /// <summary>Whether it is made with the configured secret or token; with another one where not.</summary>
    public bool IsGenuine { get; init; } = true;

    /// <summary>How long ago it was signed, where the provider signs a time.</summary>
    public TimeSpan Age { get; init; }
}
